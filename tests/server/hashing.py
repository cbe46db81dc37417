"""Argon2 as cheap as it can be: tests make many accounts, and none of them is worth guarding."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    time_cost, memory_cost, parallelism = 1, 8, 1
