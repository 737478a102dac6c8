"""Running the product: backup, status, metrics, upgrades, settings."""
