"""What every room needs: problems with their line, strict YAML, languages, settings."""
