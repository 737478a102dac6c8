"""The log: facts, their Merkle tree, and the transactions that write them."""
