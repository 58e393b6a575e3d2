#!/usr/bin/env bash
# The programs with which tests open what was exported, none of them ours: pdftotext for PDF, openpyxl for XLSX, Python's
# parser of XML for SVG.
source "$(dirname "$0")/steps.sh"

has pdftotext || debian_packages "the test of exported PDFs" poppler-utils
# A Python beside the system's own does not see what Debian installs for that one.
reads_workbooks() { for python in python3 /usr/bin/python3; do "$python" -c 'import openpyxl' 2>/dev/null && return; done; return 1; }
reads_workbooks || debian_packages "the test of exported workbooks" python3-openpyxl
