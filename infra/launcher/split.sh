# ./cairn split: one process per service on this machine, with PostgreSQL, RabbitMQ, Redis and nginx as separate processes.
# Read by the launcher, whose functions it uses.
#
# Every process has a file run/NAME.pid. A service that ends without being told to is started again by its keeper, a loop in
# the background; the servers around them are started again by the next `up`, which starts only what is not running.

# NAME  MODULE  MAIN CLASS  HTTP  MANAGEMENT  HEAP  COMPILER: the quick one where nothing is computed, for an early start
split_services="
auth          auth-service          dev.cairn.auth.AuthApplication                  7851 7852 160m full
storage       storage-service       dev.cairn.storage.StorageApplication            7881 7882 384m full
metadata      metadata-service      dev.cairn.metadata.MetadataApplication          7891 7892 256m full
upload        upload-service        dev.cairn.upload.UploadApplication              7871 7872 512m full
sync          sync-service          dev.cairn.sync.SyncApplication                  7901 7902 160m quick
notification  notification-service  dev.cairn.notification.NotificationApplication  7911 7912 160m quick
s3            s3-gateway            dev.cairn.s3.S3Application                      7861 7862 256m full
web           web-vaadin            dev.cairn.web.WebApplication                    9347 9348 256m quick
"
split_servers="postgres redis rabbitmq nginx"

# Eight JVMs share one machine: heaps begin small and are given back.
split_flags=(-Xms32m -XX:+UseSerialGC -XX:MinHeapFreeRatio=20 -XX:MaxHeapFreeRatio=40 -XX:+UseCompactObjectHeaders -Xss512k -XX:ReservedCodeCacheSize=64m -XX:+ExitOnOutOfMemoryError
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Djava.awt.headless=true -Xlog:disable -Xlog:all=error:stderr)

split_help() {
  cat <<'TEXT'
usage: ./cairn split VERB [--data DIR] [--offset N] [--as-built]

  up           starts what is not running and waits until all of it is ready: http://localhost:7841
  status       one line per process: name, state (up, starting, down), process id, port; exit code 1 when not all are up
  down         stops everything, services first, PostgreSQL last
  stop NAME    stops one process and leaves it stopped
  start NAME   starts it again

  --data DIR   where everything is kept (default .cairn/split)
  --offset N   added to every port, for a second installation on the same machine
  --as-built   runs what Maven built last, in a copy of its own, instead of building what is stale

  DIR/settings.properties, where there is one, has settings of yours for all services; a process that starts reads it.
TEXT
}

split() {
  local verb=${1:-help} name=
  [ $# -eq 0 ] || shift
  split_data=$root/.cairn/split split_offset=0 split_as_built= split_training= split_patience=15
  # The shell ends on any error; it must not do so without a word.
  trap 'split_last_words $?' EXIT
  while [ $# -gt 0 ]; do
    case $1 in
      --data) split_data=$2 && shift 2 ;;
      --data=*) split_data=${1#*=} && shift ;;
      --offset) split_offset=$2 && shift 2 ;;
      --offset=*) split_offset=${1#*=} && shift ;;
      --as-built) split_as_built=yes && shift ;;
      -*) die "I do not know $1; ./cairn split help" ;;
      *) name=$1 && shift ;;
    esac
  done
  split_place "$split_data"
  case $verb in
    up) split_up ;;
    status) split_status ;;
    down) split_down ;;
    stop)
      split_known "$name"
      split_alone
      split_stop "$name"
      ;;
    start)
      split_known "$name"
      split_one_up "$name"
      ;;
    help | -h | --help) split_help ;;
    *) die "there is no 'split $verb'; ./cairn split help" ;;
  esac
}

split_place() { # DIR: where everything is kept
  mkdir -p "$1" && chmod 700 "$1"
  split_data=$(cd "$1" && pwd -P)
  split_run=$split_data/run split_logs=$split_data/logs
  mkdir -p "$split_run" "$split_logs"
}

split_last_words() { # STATUS
  [ "$1" = 0 ] || [ -n "${told:-}" ] || say "split ended with status $1 at: $BASH_COMMAND"
}

split_known() {
  case " $split_servers $(split_names | tr '\n' ' ') " in
    *" $1 "*) [ -n "$1" ] ;;
    *) die "there is no process '$1'; one of: $split_servers $(split_names | tr '\n' ' ')" ;;
  esac
}

split_names() { awk 'NF { print $1 }' <<<"$split_services"; }
split_field() { awk -v name="$1" -v field="$2" '$1 == name { print $field }' <<<"$split_services"; } # NAME FIELD

split_port() { # NAME: with the offset
  local port
  case $1 in
    gateway) port=7841 ;;
    gateway-management) port=7842 ;;
    postgres) port=7921 ;;
    rabbitmq) port=7922 ;;
    rabbitmq-nodes) port=7923 ;;
    epmd) port=7924 ;;
    redis) port=7925 ;;
    nginx) port=7841 ;;
    *) port=$(split_field "$1" 4) ;;
  esac
  printf '%s' $((port + split_offset))
}
split_management() { printf '%s' $(($(split_field "$1" 5) + split_offset)); } # SERVICE

# -------------------------------------------------------------------------------------------------------- build, settings

split_build() {
  if [ -n "$split_as_built" ]; then
    split_folder=$split_data/program
    if [ ! -d "$split_folder" ]; then
      rm -rf "$split_folder.unfinished"
      split_install "$split_folder.unfinished" "$split_folder"
      mv "$split_folder.unfinished" "$split_folder"
    fi
    return
  fi
  built split
  split_folder=$(current split)
}

split_modules() { awk 'NF { print $2 }' <<<"$split_services" && echo embedded-postgres; }

install_split() {
  local folder
  folder=$(new_folder split)
  split_install "$folder" "$folder"
  say "training the start of each service (once per build)"
  if ! (split_train "$folder") >"$build/split-training.log" 2>&1; then
    say "the training failed, so starts will be slower; see $build/split-training.log"
  fi
  rm -rf "$folder/training"
  printf '%s' "$folder" >"$build/split.folder"
  done_with split
}

# Starts everything once on an empty directory. At its end each JVM writes what it learned, one after the other: that takes
# a core and half a gigabyte each.
split_train() { # FOLDER
  trap 'split_stop_all' EXIT
  split_folder=$1 split_offset=$((split_offset + 20000)) split_training=yes split_patience=300
  split_place "$1/training"
  split_start_all
  local name path
  for path in /login /oauth2/jwks /api/v1/spaces /api/v1/uploads /api/v1/sync /; do http_ok "$(split_port gateway)" "$path" || true; done
  for name in $(split_names); do split_stop "$name"; done
}

# Copies our own jars, which the next build overwrites; those of others stay in Maven's repository, where they never change.
# The build leaves each module's class path in target/classpath.
split_install() { # FOLDER ITS NAME IN THE END
  local module jar path
  mkdir -p "$1"
  for module in $(split_modules); do
    [ -r "$root/$module/target/classpath" ] || die "$module is not built; mvn package builds it"
    path=
    while IFS= read -r jar; do
      case $jar in "$root"/*.jar) cp "$jar" "$1/" && jar=$2/${jar##*/} ;; esac
      path=$path${path:+:}$jar
    done < <(ls "$root/$module/target/$module"-[0-9]*.jar && tr ':' '\n' <"$root/$module/target/classpath" && echo)
    printf '%s' "${path%:}" >"$1/$module.classpath"
  done
}

split_classpath() { cat "$split_folder/$1.classpath"; } # MODULE

random_hex() { od -An -N "$1" -tx1 /dev/urandom | tr -d ' \n'; } # BYTES

split_secret() { # NAME BYTES: made once, readable by the owner only
  [ -s "$split_data/$1" ] || (umask 077 && random_hex "$2" >"$split_data/$1.unfinished" && mv "$split_data/$1.unfinished" "$split_data/$1")
  cat "$split_data/$1"
}

# Files with secrets come into being whole and readable by the owner only; command lines would be public.
split_write() { # FILE: from standard input
  (umask 077 && cat >"$split_run/$1.unfinished" && mv "$split_run/$1.unfinished" "$split_run/$1")
}

split_server_settings() {
  split_write redis.conf <<TEXT
requirepass $(split_secret redis-password 16)
TEXT
  split_write rabbitmq.conf <<TEXT
default_user = cairn
default_pass = $(split_secret rabbitmq-password 16)
listeners.tcp.1 = 127.0.0.1:$(split_port rabbitmq)
log.console.level = warning
TEXT
}

# What the services read at their start. PostgreSQL has to have been started once: it makes its own password.
split_service_settings() {
  local name
  split_secret cluster-secret 32 >/dev/null
  split_administrator
  {
    cat <<TEXT
server.address=127.0.0.1
management.server.address=127.0.0.1
management.endpoints.web.exposure.include=health,info,prometheus
spring.main.banner-mode=off
spring.threads.virtual.enabled=true
spring.lifecycle.timeout-per-shutdown-phase=3s
server.shutdown=graceful
server.forward-headers-strategy=native
server.tomcat.max-swallow-size=-1
server.tomcat.connection-timeout=60s
server.max-http-request-header-size=32KB
spring.datasource.url=jdbc:postgresql://127.0.0.1:$(split_port postgres)/cairn
spring.datasource.username=cairn
spring.datasource.password=$(cat "$split_data/postgres/password")
spring.datasource.hikari.maximum-pool-size=10
spring.datasource.hikari.minimum-idle=1
spring.rabbitmq.host=127.0.0.1
spring.rabbitmq.port=$(split_port rabbitmq)
spring.rabbitmq.username=cairn
spring.rabbitmq.password=$(split_secret rabbitmq-password 16)
spring.data.redis.host=127.0.0.1
spring.data.redis.port=$(split_port redis)
spring.data.redis.password=$(split_secret redis-password 16)
cairn.cluster-secret-file=$split_data/cluster-secret
cairn.data=$split_data
cairn.metadata.search.path=$split_data/search
cairn.auth.issuer=http://localhost:$(split_port gateway)
cairn.s3.port=$(split_port s3)
cairn.admin-user=$split_admin
cairn.admin-password=$split_admin_password
TEXT
    for name in $(split_names); do
      printf 'cairn.services.%s=http://127.0.0.1:%s\n' "$name" "$(split_port "$name")"
    done
  } | split_write services.properties
}

split_administrator() {
  split_admin=${CAIRN_ADMIN_USER:-admin}
  split_admin_password=${CAIRN_ADMIN_PASSWORD:-}
  split_welcome="with the password from CAIRN_ADMIN_PASSWORD"
  if [ -z "$split_admin_password" ]; then
    split_admin_password=$(split_secret administrator-password 10)
    split_welcome="with the password in $split_data/administrator-password"
  fi
}

# -------------------------------------------------------------------------------------------------- one process at a time

# When a process began: with its id the proof that it is the same one, for ids are used again. Nothing when it has ended, also
# when nobody has fetched its exit status yet.
split_begun() { # PID
  if [ -d /proc/self ]; then
    # The time of day, as ps tells it, is computed anew each time and may differ by a second.
    awk '{ sub(/.*\) /, ""); if ($1 != "Z" && $1 != "X") print $20 }' "/proc/$1/stat"
  else
    ps -o stat=,lstart= -p "$1" | awk '$1 !~ /^Z/ { gsub(/ +/, "_"); print }'
  fi 2>/dev/null || true
}

split_note() { # NAME PID: remembers it; that it may have ended already shows when it is asked for
  printf '%s %s\n' "$2" "$(split_begun "$2")" >"$split_run/$1.pid.unfinished"
  mv "$split_run/$1.pid.unfinished" "$split_run/$1.pid"
}

split_pid() { # NAME: its process id when it is alive and ours
  local pid begun
  [ -r "$split_run/$1.pid" ] || return 1
  read -r pid begun <"$split_run/$1.pid" && [ -n "$begun" ] && [ "$(split_begun "$pid")" = "$begun" ] && printf '%s' "$pid"
}

split_runs() { split_pid "$1" >/dev/null; } # NAME

# Starts a program in a session of its own, away from the terminal's Ctrl-C, its words going to a log. Sets split_child.
split_spawn() { # NAME COMMAND...
  local name=$1
  shift
  if [ -e "$split_logs/$name.log" ] && [ "$(wc -c <"$split_logs/$name.log")" -gt 10000000 ]; then
    mv "$split_logs/$name.log" "$split_logs/$name.log.1"
  fi
  if command -v setsid >/dev/null; then set -- setsid "$@"; fi
  "$@" >>"$split_logs/$name.log" 2>&1 </dev/null 8>&- 9>&- &
  split_child=$!
  split_note "$name" "$split_child"
}

split_start() { # NAME
  if split_runs "$1"; then return; fi
  # Its keeper may be waiting before it tries again; now is the time.
  if split_runs "$1.keeper"; then split_stop "$1"; fi
  case $1 in
    postgres)
      split_free postgres "$(split_port postgres)"
      : >"$split_logs/postgres.log"
      split_spawn postgres "$JAVA_HOME/bin/java" -Xmx64m "${split_flags[@]}" -cp "$(split_classpath embedded-postgres)" \
        dev.cairn.postgres.PostgresServer "$split_data/postgres" "${CAIRN_POSTGRES_BINARIES:-$root/.cairn/postgres}" "$(split_port postgres)"
      ;;
    redis)
      split_free redis "$(split_port redis)"
      mkdir -p "$split_data/redis"
      split_spawn redis redis-server "$split_run/redis.conf" --port "$(split_port redis)" --bind 127.0.0.1 \
        --dir "$split_data/redis" --appendonly yes --maxmemory 64mb --maxmemory-policy noeviction
      ;;
    rabbitmq) split_start_rabbitmq ;;
    nginx) split_start_nginx ;;
    *) split_start_service "$1" ;;
  esac
}

split_free() { # NAME PORT: nobody else listens there
  ! port_open "$2" || die "port $2, which $1 needs, is taken by another program; --offset N moves all ports"
}

split_start_rabbitmq() {
  local home=$split_data/rabbitmq program found
  mkdir -p "$home/home" "$home/mnesia" "$home/log"
  rm -f "$home/pid"
  printf '[].' >"$home/plugins"
  program=$(PATH=$PATH:/usr/sbin:/usr/local/sbin command -v rabbitmq-server) || program=rabbitmq-server
  # The script itself: the one on the PATH of Debian changes the user.
  for found in /usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin/rabbitmq-server; do [ ! -x "$found" ] || program=$found; done
  export ERL_EPMD_PORT ERL_EPMD_ADDRESS=127.0.0.1
  ERL_EPMD_PORT=$(split_port epmd)
  # Ours from the start, or the broker would start one that stays behind for ever.
  if ! split_runs epmd; then
    split_free epmd "$ERL_EPMD_PORT"
    split_spawn epmd epmd
  fi
  split_free rabbitmq "$(split_port rabbitmq)"
  split_spawn rabbitmq env HOME="$home/home" RABBITMQ_NODENAME="cairn$split_offset@localhost" \
    RABBITMQ_NODE_PORT="$(split_port rabbitmq)" RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_DIST_PORT="$(split_port rabbitmq-nodes)" \
    RABBITMQ_MNESIA_BASE="$home/mnesia" RABBITMQ_LOG_BASE="$home/log" RABBITMQ_ENABLED_PLUGINS_FILE="$home/plugins" \
    RABBITMQ_CONFIG_FILE="$split_run/rabbitmq" RABBITMQ_PID_FILE="$home/pid" RABBITMQ_GENERATED_CONFIG_DIR="$home/config" \
    RABBITMQ_SCHEMA_DIR="$home/schema" RABBITMQ_FEATURE_FLAGS_FILE="$home/feature_flags" RABBITMQ_CONF_ENV_FILE=/dev/null \
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1} +S 1:1" "$program"
}

split_start_nginx() {
  local user= name
  split_sweep nginx
  split_free nginx "$(split_port gateway)"
  [ "$(id -u)" != 0 ] || user="user $(id -un) $(id -gn);"
  local replace=(-e "s|@USER@|$user|" -e "s|@RUN@|$split_run|" -e "s|@LOGS@|$split_logs|"
    -e "s|@GATEWAY@|$(split_port gateway)|" -e "s|@GATEWAY_MANAGEMENT@|$(split_port gateway-management)|")
  for name in $(split_names); do
    replace+=(-e "s|@$(printf '%s' "$name" | tr '[:lower:]' '[:upper:]')@|$(split_port "$name")|")
  done
  sed "${replace[@]}" "$root/infra/nginx/cairn.conf" >"$split_run/nginx.conf"
  split_spawn nginx "$(PATH=$PATH:/usr/sbin:/usr/local/sbin command -v nginx)" -e "$split_logs/nginx.log" -p "$split_run" -c "$split_run/nginx.conf"
}

# Ends what a killed process left behind in its session: the workers of nginx do not notice that their master is gone. As long
# as one of them lives, nobody else gets that number.
split_sweep() { # NAME
  local pid
  [ -r "$split_run/$1.pid" ] && command -v setsid >/dev/null || return 0
  read -r pid _ <"$split_run/$1.pid"
  [ -z "$(split_begun "$pid")" ] && pkill -KILL -s "$pid" 2>/dev/null || return 0
  # Their port is free a moment after they were told to end.
  local waited=0
  while [ $waited -lt 50 ] && port_open "$(split_port "$1")"; do
    sleep 0.1
    waited=$((waited + 1))
  done
}

split_start_service() { # NAME
  local name=$1 module main heap flags
  split_free "$name" "$(split_port "$name")"
  split_free "$name" "$(split_management "$name")"
  module=$(split_field "$name" 2) main=$(split_field "$name" 3) heap=$(split_field "$name" 6)
  flags=("-Xmx$heap" "${split_flags[@]}")
  [ "$(split_field "$name" 7)" = full ] || flags+=(-XX:TieredStopAtLevel=1)
  # The same flags train the cache and use it, or the JVM would ignore it.
  if [ -n "$split_training" ]; then
    flags+=("-XX:AOTCacheOutput=$split_folder/$name.aot")
  elif [ -e "$split_folder/$name.aot" ] && [[ ${CAIRN_JAVA_OPTS:-} != *jdk.incubator.* ]]; then
    flags+=("-XX:AOTCache=$split_folder/$name.aot")
  fi
  # shellcheck disable=SC2086 # CAIRN_JAVA_OPTS is a list of flags
  local line=("$JAVA_HOME/bin/java" "${flags[@]}" ${CAIRN_JAVA_OPTS:-} -cp "$(split_classpath "$module")" "$main"
    "--spring.config.additional-location=file:$split_run/services.properties,optional:file:$split_data/settings.properties" "--server.port=$(split_port "$name")"
    "--management.server.port=$(split_management "$name")" "--spring.application.name=$name")
  rm -f "$split_run/$name.ended" "$split_run/$name.pid"
  split_keep "$name" "${line[@]}" >/dev/null 2>&1 </dev/null 8>&- 9>&- &
  split_note "$name.keeper" $!
}

# A process of its own beside each service: starts it again whenever it ends, less and less often when it ends at once each time,
# until it is told to stop (SIGTERM), which it passes on. NAME.ended says that the service is not there at the moment.
split_keep() { # NAME COMMAND...
  local name=$1 pause=1 stopping= child= begun status
  shift
  set +e
  trap - EXIT
  trap '' INT HUP
  trap 'stopping=yes; [ -z "$child" ] || kill -TERM "$child"' TERM
  while [ -z "$stopping" ]; do
    begun=$SECONDS
    rm -f "$split_run/$name.ended"
    split_spawn "$name" "$@"
    child=$split_child
    # The signal may have come before there was a child to pass it to.
    [ -z "$stopping" ] || kill -TERM "$child"
    # A signal also ends the waiting.
    while :; do
      wait "$child"
      status=$?
      kill -0 "$child" 2>/dev/null || break
    done
    child=
    [ -z "$stopping" ] || break
    if [ $((SECONDS - begun)) -ge 30 ]; then pause=1; elif [ $pause -lt 32 ]; then pause=$((pause * 2)); fi
    printf 'cairn: %s ended with status %s; it is started again in %s s\n' "$name" "$status" "$pause" >>"$split_logs/$name.log"
    echo "$status" >"$split_run/$name.ended"
    sleep "$pause" &
    child=$!
    [ -n "$stopping" ] || wait "$child"
    child=
  done
}

split_stop() { # NAME
  split_tell_to_stop "$1"
  split_await_end "$1"
}

split_tell_to_stop() { # NAME
  local pid signal=TERM
  [ "$1" != nginx ] || signal=QUIT
  pid=$(split_pid "$1.keeper") || pid=$(split_pid "$1") || return 0
  kill "-$signal" "$pid" 2>/dev/null || true
}

split_await_end() { # NAME
  local part deadline=$((SECONDS + split_patience))
  for part in "$1.keeper" "$1"; do
    while split_runs "$part"; do
      sleep 0.1
      if [ $SECONDS -ge $deadline ]; then
        say "$1 does not stop; killing it"
        kill -KILL "$(split_pid "$part")" 2>/dev/null || true
      fi
    done
    rm -f "$split_run/$part.pid"
  done
  rm -f "$split_run/$1.ended"
}

split_answers() { # NAME
  case $1 in
    postgres) grep -q '^ready$' "$split_logs/postgres.log" && port_open "$(split_port postgres)" ;;
    redis) port_open "$(split_port redis)" ;;
    rabbitmq) [ -s "$split_data/rabbitmq/pid" ] && port_open "$(split_port rabbitmq)" ;;
    nginx) port_open "$(split_port gateway)" ;;
    *) http_ok "$(split_management "$1")" /actuator/health/readiness ;;
  esac
}

port_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

http_ok() { # PORT PATH
  (
    exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
    printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$2" >&3
    IFS= read -r -t 5 line <&3
    case $line in *' 200'*) ;; *) exit 1 ;; esac
  ) 2>/dev/null
}

split_await() { # NAME
  local deadline=$((SECONDS + 180))
  until split_answers "$1"; do
    if split_ended "$1"; then split_failed "$1" "ended instead of becoming ready"; fi
    if [ $SECONDS -ge $deadline ]; then split_failed "$1" "did not become ready within three minutes"; fi
    sleep 0.2
  done
  # What we started is a script around the broker; the process to know is the broker itself.
  if [ "$1" = rabbitmq ]; then split_note rabbitmq "$(cat "$split_data/rabbitmq/pid")"; fi
}

split_ended() { # NAME
  if split_runs "$1.keeper"; then [ -e "$split_run/$1.ended" ]; else ! split_runs "$1"; fi
}

split_failed() { # NAME WHAT
  tail -n 20 "$split_logs/$1.log" >&2
  die "$1 $2; the whole log is $split_logs/$1.log"
}

# --------------------------------------------------------------------------------------------------------- all of them

split_up() {
  need_programs redis-server:redis-server rabbitmq-server:rabbitmq-server epmd:erlang-base nginx:nginx-light
  split_build
  split_alone
  split_start_all
  printf 'The first sign-in: %s %s\n' "$split_admin" "$split_welcome"
  printf 'Cairn is ready at http://localhost:%s\n' "$(split_port gateway)"
}

split_start_all() {
  local name running=() limit=$(($(split_cores) + 1))
  split_server_settings
  for name in postgres redis rabbitmq; do split_start "$name"; done
  for name in postgres redis rabbitmq; do split_await "$name"; done
  split_service_settings
  # More starts at once than there are cores make every one of them late.
  for name in $(split_names); do
    if [ ${#running[@]} -ge "$limit" ]; then
      split_await "${running[0]}"
      running=("${running[@]:1}")
    fi
    split_start "$name"
    running+=("$name")
  done
  for name in $(split_names); do split_await "$name"; done
  split_start nginx
  split_await nginx
}

split_alone() { # Nobody else starts or stops processes of this installation meanwhile.
  if command -v flock >/dev/null; then
    exec 9>"$split_run/lock"
    flock -n 9 || die "another ./cairn split is at work on $split_data"
  fi
}

split_cores() { getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2; }

split_one_up() { # NAME
  split_build
  split_alone
  split_server_settings
  [ ! -e "$split_data/postgres/password" ] || split_service_settings
  split_start "$1"
  split_await "$1"
}

split_status() {
  local name pid state down=0
  for name in $split_servers $(split_names); do
    if pid=$(split_pid "$name"); then
      state=up
      split_answers "$name" || state=starting
    else
      state=down
    fi
    [ $state = up ] || down=1
    printf '%-14s %-9s %-8s %s\n' "$name" "$state" "${pid:--}" "$(split_port "$name")"
  done
  told=yes
  exit $down
}

split_down() {
  split_alone
  split_stop_all
  say "everything is stopped; the data stays in $split_data"
}

split_stop_all() {
  local name
  split_stop nginx
  # All services get the word first, then each is waited for.
  for name in $(split_names); do split_tell_to_stop "$name"; done
  for name in $(split_names) rabbitmq epmd redis postgres; do split_stop "$name"; done
}
