"""What is measured on and with: records, servers, loads."""
