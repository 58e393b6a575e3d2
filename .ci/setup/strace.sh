#!/usr/bin/env bash
# strace, with which a test proves that no acknowledgement leaves before the fdatasync. Linux only: elsewhere the test says so.
source "$(dirname "$0")/steps.sh"

if [[ "$(uname)" == Linux ]] && ! has strace; then debian_packages "the durability test" strace; fi
