"""Where logs are kept: two back ends behind one interface, the writer, snapshots, backup and migration."""
