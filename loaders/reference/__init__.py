"""Reference tables: classification schemes, lists of goods, codes of countries, each read into titles of symbols."""
