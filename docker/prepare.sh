#!/bin/sh
# Make what a secured cluster starts with: a password, a certificate authority, a certificate for its nodes, and beside
# them the folders data (files to load) and snapshots. Nothing that is there is overwritten.
# Usage: docker/prepare.sh [FOLDER [NAME ...]]: where the secrets go, and the names or addresses of the nodes.
set -eu
folder=${1:-secrets}
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- elasticsearch elasticsearch-2 elasticsearch-3 localhost 127.0.0.1
mkdir -p data snapshots
umask 077
mkdir -p "$folder"
cd "$folder"
[ -e elastic_password ] || openssl rand -hex 24 > elastic_password
if [ ! -e ca.crt ]; then
  openssl req -x509 -newkey rsa:3072 -nodes -sha256 -days 3650 -subj "/CN=IP Atlas cluster authority" \
    -keyout ca.key -out ca.crt -addext "basicConstraints=critical,CA:TRUE" -addext "keyUsage=critical,keyCertSign,cRLSign" 2>/dev/null
fi
if [ ! -e node.crt ]; then
  names=""
  for name in "$@"; do
    case $name in
      *[!0-9.]*) names="$names,DNS:$name" ;;
      *) names="$names,IP:$name" ;;
    esac
  done
  printf '%s\n' "subjectAltName=${names#,}" extendedKeyUsage=serverAuth,clientAuth basicConstraints=critical,CA:FALSE \
    keyUsage=critical,digitalSignature,keyEncipherment subjectKeyIdentifier=hash authorityKeyIdentifier=keyid > node.ext
  openssl req -newkey rsa:3072 -nodes -sha256 -subj "/CN=elasticsearch" -keyout node.key -out node.csr 2>/dev/null
  openssl x509 -req -in node.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 825 -sha256 -extfile node.ext -out node.crt 2>/dev/null
  rm -f node.csr node.ext
fi
chmod 644 ca.crt node.crt
# The containers run as user 1000, who must be able to read what only its owner may.
[ "$(id -u)" != 0 ] || chown 1000:1000 . elastic_password ca.crt node.crt node.key "$OLDPWD/snapshots"
ls -l
