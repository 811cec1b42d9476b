"""One small file per family of formats: bytes → blocks."""
