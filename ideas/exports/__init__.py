"""An idea as a file: Word, PDF, spreadsheet, CSV and JSON.

All read one `contents.Contents`, made of the document, its report and its decisions; none reads rows.
"""
