"""The figures of a read-out, worked out from the sealed files and the snapshot. They are made of what JSON knows."""
