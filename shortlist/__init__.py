"""Requirements meet the catalogue: coverage, knock-outs, filters, ranking, and its documents."""
