"""The performance suite: data of a size, the bare SQL of each task, the product and a plain DRF version beside it."""
