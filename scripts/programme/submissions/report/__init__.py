"""What staff read of an outcome: the report, the workbook and the pack for scoring. Private, like the words in it."""
