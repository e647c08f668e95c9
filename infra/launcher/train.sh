# Sourced by cairn: one short life of a server and two devices, from which the JDK learns what the next ones will need: the
# classes (AOT cache, JEP 483 and 514) and which methods are worth compiling (JEP 515).

training_files=300
training_wait=120 # seconds

# Trains the server's start and, with it, the client's sync. What goes wrong costs speed, nothing else.
train() { # SERVER_FOLDER
  local server=$1/training home_a=$1/training/a home_b=$1/training/b pid address
  mkdir -p "$home_a/folder" "$home_b/folder"
  (umask 077 && head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n' >"$server/password")
  : >"$build/training.log" # The address is read from it.
  : >"$build/client-training.log"
  CAIRN_ADMIN_USER=training CAIRN_ADMIN_PASSWORD=$(cat "$server/password") \
    "$JAVA_HOME/bin/java" "${server_flags[@]}" -XX:AOTCacheOutput="$1/server.aot" -jar "$1/server.jar" \
    --data "$server/data" --port 0 --s3-port 0 --management-port 0 --training >"$build/training.log" 2>&1 &
  pid=$!
  if address=$(training_address "$pid") && training_sync; then :; else say "the training failed, so the first minutes will be slower; see $build/training.log"; fi
  kill "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  rm -rf "$server"
}

training_address() { # PID: waits until the server is ready, prints where
  local address tries=$((training_wait * 10))
  while [ "$tries" -gt 0 ] && kill -0 "$1" 2>/dev/null; do
    address=$(sed -n 's/^Cairn is ready at //p' "$build/training.log")
    if [ -n "$address" ]; then printf '%s' "$address"; return 0; fi
    sleep 0.1
    tries=$((tries - 1))
  done
  return 1
}

# A sends its files; then B, which is the one the cache is made from, sends its own and fetches those of A.
training_sync() {
  local folder
  folder=$(current client)
  training_device "$home_a" a && training_device "$home_b" b || return 1
  training_client sync --home "$home_a/home" || return 1
  rm -f "$folder/trained.aot"
  "$JAVA_HOME/bin/java" "${client_flags[@]}" -XX:AOTCacheOutput="$folder/trained.aot" -cp "$(class_path "$folder")" \
    "$client_main" client sync --home "$home_b/home" >>"$build/client-training.log" 2>&1 || return 1
  [ ! -s "$folder/trained.aot" ] || mv -f "$folder/trained.aot" "$folder/client.aot"
}

training_device() { # DIRECTORY PREFIX
  local i
  mkdir -p "$1/folder/some"
  for ((i = 0; i < training_files; i++)); do head -c $((i * 150 + 10)) /dev/urandom >"$1/folder/some/$2$i"; done
  head -c 20000000 /dev/urandom >"$1/folder/$2-big"
  training_client login --home "$1/home" --server "$address" --user training --password-file "$server/password" \
    && training_client add --home "$1/home" --space personal --folder "$1/folder"
}

training_client() {
  "$JAVA_HOME/bin/java" "${client_flags[@]}" -cp "$(class_path "$(current client)")" "$client_main" client "$@" \
    >>"$build/client-training.log" 2>&1
}
