"""What every page shares: address, moment, account, rights."""
