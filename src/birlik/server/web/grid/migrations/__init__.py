"""Tables of the grid."""
