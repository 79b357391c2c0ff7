"""The cluster engine: records, parts and index lie in Elasticsearch; the ledger lies beside us."""
