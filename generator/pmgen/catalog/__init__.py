"""Region packs: what a place prints and how, read from region.yaml."""
