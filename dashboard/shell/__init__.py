"""What stands around every page: address, moment, account, rights."""
