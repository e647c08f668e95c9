# ./cairn split: one process per service on this machine, with PostgreSQL, RabbitMQ, Redis and nginx as separate processes.
# Read by the launcher, whose functions it uses.
#
# Every process has a file run/NAME.pid. A service that ends without being told to is started again by its keeper, a loop in
# the background; the servers around them are started again by the next `up`.

# NAME  MODULE  MAIN CLASS  HTTP  MANAGEMENT  HEAP
split_services="
auth          auth-service          dev.cairn.auth.AuthApplication                  7851 7852 160m
storage       storage-service       dev.cairn.storage.StorageApplication            7881 7882 384m
metadata      metadata-service      dev.cairn.metadata.MetadataApplication          7891 7892 256m
upload        upload-service        dev.cairn.upload.UploadApplication              7871 7872 512m
sync          sync-service          dev.cairn.sync.SyncApplication                  7901 7902 160m
notification  notification-service  dev.cairn.notification.NotificationApplication  7911 7912 160m
s3            s3-gateway            dev.cairn.s3.S3Application                      7861 7862 256m
web           web-vaadin            dev.cairn.web.WebApplication                    9347 9348 256m
"
split_servers="postgres redis rabbitmq nginx"

# Memory before speed of the start: eight JVMs share one machine. The class data archive makes itself at the first stop.
split_flags=(-XX:+UseSerialGC -XX:+UseCompactObjectHeaders -Xss512k -XX:ReservedCodeCacheSize=64m -XX:+ExitOnOutOfMemoryError
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Djava.awt.headless=true -Xlog:disable -Xlog:all=error:stderr)

split_help() {
  cat <<'TEXT'
usage: ./cairn split VERB [--data DIR] [--offset N]

  up           starts what is not running and waits until all of it is ready: http://localhost:7841
  status       one line per process: name, state, process id, port
  down         stops everything, services first, PostgreSQL last
  stop NAME    stops one process and leaves it stopped
  start NAME   starts it again

  --data DIR   where everything is kept (default .cairn/split)
  --offset N   added to every port, for a second installation on the same machine
TEXT
}

split() {
  local verb=${1:-help} name=
  [ $# -eq 0 ] || shift
  split_data=$root/.cairn/split split_offset=0
  while [ $# -gt 0 ]; do
    case $1 in
      --data) split_data=$2 && shift 2 ;;
      --data=*) split_data=${1#*=} && shift ;;
      --offset) split_offset=$2 && shift 2 ;;
      --offset=*) split_offset=${1#*=} && shift ;;
      -*) die "I do not know $1; ./cairn split help" ;;
      *) name=$1 && shift ;;
    esac
  done
  mkdir -p "$split_data" && chmod 700 "$split_data"
  split_data=$(cd "$split_data" && pwd -P)
  split_run=$split_data/run split_logs=$split_data/logs
  mkdir -p "$split_run" "$split_logs"
  case $verb in
    up) split_up ;;
    status) split_status ;;
    down) split_down ;;
    stop) split_known "$name" && split_stop "$name" ;;
    start) split_known "$name" && split_build && split_settings && split_start "$name" && split_await "$name" ;;
    help | -h | --help) split_help ;;
    *) die "there is no 'split $verb'; ./cairn split help" ;;
  esac
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
  if stale split; then
    fetch_tus
    touch "$build/started-split"
    local modules
    modules=$(awk 'NF { printf "%s%s", comma, $2; comma = "," }' <<<"$split_services"),embedded-postgres
    # The goal at the end writes each module's class path into target/classpath.
    maven "$build/build.log" building -Dmaven.test.skip=true -pl "$modules" -am package \
      dependency:build-classpath -Dmdep.outputFile=target/classpath -Dmdep.includeScope=runtime \
      || die "the build failed; the whole log is $build/build.log"
    split_install
    touch -r "$build/started-split" "$build/split.built"
  fi
  split_folder=$(current split)
}

# Copies our own jars, which the next build overwrites; those of others stay in Maven's repository, where they never change.
split_install() {
  local folder module jar
  folder=$(new_folder split)
  for module in "$root"/*/target/classpath; do
    module=${module%/target/classpath} module=${module##*/}
    for jar in "$root/$module/target/$module"-*-SNAPSHOT.jar "$root/$module/target/$module"-[0-9]*.[0-9].jar; do
      [ ! -e "$jar" ] || cp "$jar" "$folder/"
    done
    tr ':' '\n' <"$root/$module/target/classpath" | awk -v root="$root/" -v folder="$folder/" '
      index($0, root) == 1 && match($0, /[^\/]*\.jar$/) { $0 = folder substr($0, RSTART) }
      NF { printf "%s%s", colon, $0; colon = ":" }' >"$folder/$module.classpath"
  done
  printf '%s' "$folder" >"$build/split.folder"
}

split_classpath() { printf '%s:%s' "$(ls "$split_folder/$1"-[0-9]*.jar)" "$(cat "$split_folder/$1.classpath")"; } # MODULE

random_hex() { od -An -N "$1" -tx1 /dev/urandom | tr -d ' \n'; } # BYTES

split_secret() { # NAME BYTES: made once, readable by the owner only
  [ -s "$split_data/$1" ] || (umask 077 && random_hex "$2" >"$split_data/$1.unfinished" && mv "$split_data/$1.unfinished" "$split_data/$1")
  cat "$split_data/$1"
}

# What the services read at their start: addresses and secrets, in a file because command lines are public.
split_settings() {
  local rabbit redis name
  split_secret cluster-secret 32 >/dev/null
  rabbit=$(split_secret rabbitmq-password 16) redis=$(split_secret redis-password 16)
  split_administrator
  (
    umask 077
    cat >"$split_run/services.properties" <<TEXT
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
spring.datasource.password=$(cat "$split_data/postgres/password" 2>/dev/null || true)
spring.datasource.hikari.maximum-pool-size=10
spring.datasource.hikari.minimum-idle=1
spring.rabbitmq.host=127.0.0.1
spring.rabbitmq.port=$(split_port rabbitmq)
spring.rabbitmq.username=cairn
spring.rabbitmq.password=$rabbit
spring.data.redis.host=127.0.0.1
spring.data.redis.port=$(split_port redis)
spring.data.redis.password=$redis
cairn.cluster-secret-file=$split_data/cluster-secret
cairn.data=$split_data
cairn.auth.issuer=http://localhost:$(split_port gateway)
cairn.s3.port=$(split_port s3)
cairn.admin-user=$split_admin
cairn.admin-password=$split_admin_password
TEXT
    for name in $(split_names); do
      printf 'cairn.services.%s=http://127.0.0.1:%s\n' "$name" "$(split_port "$name")"
    done >>"$split_run/services.properties"
    printf 'requirepass %s\n' "$redis" >"$split_run/redis.conf"
    cat >"$split_run/rabbitmq.conf" <<TEXT
default_user = cairn
default_pass = $rabbit
listeners.tcp.1 = 127.0.0.1:$(split_port rabbitmq)
log.console.level = warning
TEXT
  )
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

split_pid() { # NAME: its process id when it is alive and ours
  local pid
  pid=$(cat "$split_run/$1.pid" 2>/dev/null) || return 1
  kill -0 "$pid" 2>/dev/null && [ "$(split_begun "$pid")" = "$(cat "$split_run/$1.begun" 2>/dev/null)" ] && printf '%s' "$pid"
}

# When a process began: with its id the proof that it is the same one, for ids are used again.
split_begun() { ps -o lstart= -p "$1" 2>/dev/null; }

split_note() { # NAME PID
  split_begun "$2" >"$split_run/$1.begun"
  printf '%s' "$2" >"$split_run/$1.pid"
}

# Starts a program in a session of its own, away from the terminal's Ctrl-C, its words going to a log.
split_spawn() { # NAME COMMAND...
  local name=$1
  shift
  if [ -e "$split_logs/$name.log" ] && [ "$(wc -c <"$split_logs/$name.log")" -gt 10000000 ]; then
    mv "$split_logs/$name.log" "$split_logs/$name.log.1"
  fi
  if command -v setsid >/dev/null; then set -- setsid "$@"; fi
  "$@" >>"$split_logs/$name.log" 2>&1 </dev/null 8>&- 9>&- &
  split_note "$name" $!
}

split_start() { # NAME
  ! split_pid "$1" >/dev/null || return 0
  rm -f "$split_run/$1.stopped"
  case $1 in
    postgres)
      : >"$split_logs/postgres.log"
      split_spawn postgres "$JAVA_HOME/bin/java" -Xmx64m "${split_flags[@]}" -cp "$(split_classpath embedded-postgres)" \
        dev.cairn.postgres.PostgresServer "$split_data/postgres" "${CAIRN_POSTGRES_BINARIES:-$root/.cairn/postgres}" "$(split_port postgres)"
      ;;
    redis)
      mkdir -p "$split_data/redis"
      split_spawn redis redis-server "$split_run/redis.conf" --port "$(split_port redis)" --bind 127.0.0.1 \
        --dir "$split_data/redis" --appendonly yes --maxmemory 64mb --maxmemory-policy noeviction
      ;;
    rabbitmq) split_start_rabbitmq ;;
    nginx) split_start_nginx ;;
    *) split_start_service "$1" ;;
  esac
}

split_start_rabbitmq() {
  local home=$split_data/rabbitmq program
  mkdir -p "$home/home" "$home/mnesia" "$home/log"
  printf '[].' >"$home/plugins"
  program=$(ls -d /usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin/rabbitmq-server 2>/dev/null | tail -n 1)
  export ERL_EPMD_PORT ERL_EPMD_ADDRESS=127.0.0.1
  ERL_EPMD_PORT=$(split_port epmd)
  # Ours from the start, or the broker would start one that stays behind for ever.
  split_pid epmd >/dev/null || split_spawn epmd epmd
  split_spawn rabbitmq env HOME="$home/home" RABBITMQ_NODENAME="cairn$split_offset@localhost" \
    RABBITMQ_NODE_PORT="$(split_port rabbitmq)" RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_DIST_PORT="$(split_port rabbitmq-nodes)" \
    RABBITMQ_MNESIA_BASE="$home/mnesia" RABBITMQ_LOG_BASE="$home/log" RABBITMQ_ENABLED_PLUGINS_FILE="$home/plugins" \
    RABBITMQ_CONFIG_FILE="$split_run/rabbitmq" RABBITMQ_PID_FILE="$home/pid" RABBITMQ_GENERATED_CONFIG_DIR="$home/config" \
    RABBITMQ_SCHEMA_DIR="$home/schema" RABBITMQ_FEATURE_FLAGS_FILE="$home/feature_flags" RABBITMQ_CONF_ENV_FILE=/dev/null \
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1} +S 1:1" "${program:-rabbitmq-server}"
}

split_start_nginx() {
  local user= name
  [ "$(id -u)" != 0 ] || user="user $(id -un) $(id -gn);"
  local replace=(-e "s|@USER@|$user|" -e "s|@RUN@|$split_run|" -e "s|@LOGS@|$split_logs|"
    -e "s|@GATEWAY@|$(split_port gateway)|" -e "s|@GATEWAY_MANAGEMENT@|$(split_port gateway-management)|")
  for name in $(split_names); do
    replace+=(-e "s|@$(printf '%s' "$name" | tr '[:lower:]' '[:upper:]')@|$(split_port "$name")|")
  done
  sed "${replace[@]}" "$root/infra/nginx/cairn.conf" >"$split_run/nginx.conf"
  split_spawn nginx "$(PATH=$PATH:/usr/sbin:/usr/local/sbin command -v nginx)" -e "$split_logs/nginx.log" -p "$split_run" -c "$split_run/nginx.conf"
}

# The keeper starts the service again when it ends, until the file NAME.stopped says that it is meant to; a service that ends
# at once each time is tried less and less often.
split_start_service() { # NAME
  local name=$1 module main heap archive
  module=$(split_field "$name" 2) main=$(split_field "$name" 3) heap=$(split_field "$name" 6)
  archive=$split_folder/$name.jsa
  local line=("$JAVA_HOME/bin/java" "-Xmx$heap" "${split_flags[@]}" -XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=$archive"
    -cp "$(split_classpath "$module")" "$main" "--spring.config.additional-location=file:$split_run/services.properties"
    "--server.port=$(split_port "$name")" "--management.server.port=$(split_management "$name")" "--spring.application.name=$name")
  split_keep "$name" "${line[@]}" >/dev/null 2>&1 </dev/null 8>&- 9>&- &
  split_note "$name.keeper" $!
  local waited=0
  until split_pid "$name" >/dev/null; do
    sleep 0.05
    waited=$((waited + 1))
    [ $waited -lt 100 ] || die "$name does not start; see $split_logs/$name.log"
  done
}

split_keep() { # NAME COMMAND...
  local name=$1 pause=1 begun
  shift
  trap '' INT HUP
  while [ ! -e "$split_run/$name.stopped" ]; do
    begun=$SECONDS
    split_spawn "$name" "$@"
    wait $! || true
    [ $((SECONDS - begun)) -lt 30 ] && pause=$((pause * 2)) || pause=1
    [ $pause -le 30 ] || pause=30
    [ -e "$split_run/$name.stopped" ] || sleep $pause
  done
}

split_stop() { # NAME
  local name=$1 pid waited=0 limit=100
  touch "$split_run/$name.stopped"
  pid=$(split_pid "$name") || { rm -f "$split_run/$name.pid"; return 0; }
  case $name in
    nginx) kill -QUIT "$pid" ;;
    *) kill -TERM "$pid" ;;
  esac 2>/dev/null || true
  while split_pid "$name" >/dev/null; do
    sleep 0.1
    waited=$((waited + 1))
    if [ $waited -gt $limit ]; then
      say "$name does not stop; killing it"
      kill -KILL "$pid" 2>/dev/null || true
      break
    fi
  done
  rm -f "$split_run/$name.pid"
}

split_answers() { # NAME
  case $1 in
    postgres) tail -n 1 "$split_logs/postgres.log" 2>/dev/null | grep -q '^ready$' ;;
    redis) port_open "$(split_port redis)" ;;
    rabbitmq) port_open "$(split_port rabbitmq)" ;;
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
  local waited=0
  until split_answers "$1"; do
    sleep 0.2
    waited=$((waited + 1))
    if [ $waited -gt 900 ]; then
      tail -n 20 "$split_logs/$1.log" >&2
      die "$1 did not become ready; the whole log is $split_logs/$1.log"
    fi
  done
  # What we started is a script around the broker; the process to know is the broker itself.
  if [ "$1" = rabbitmq ]; then split_note rabbitmq "$(cat "$split_data/rabbitmq/pid")"; fi
}

# --------------------------------------------------------------------------------------------------------- all of them

split_up() {
  need_programs redis-server:redis-server rabbitmq-server:rabbitmq-server nginx:nginx-light
  split_build
  if command -v flock >/dev/null; then
    exec 9>"$split_run/lock"
    flock -n 9 || die "another ./cairn split is at work on $split_data"
  fi
  split_settings
  local name
  for name in postgres redis rabbitmq; do split_start "$name"; done
  for name in postgres redis rabbitmq; do split_await "$name"; done
  # Now the password of the database is there.
  split_settings
  for name in $(split_names); do split_start "$name"; done
  for name in $(split_names); do
    split_await "$name"
    say "$name is ready"
  done
  split_start nginx
  split_await nginx
  printf 'The first sign-in: %s %s\n' "$split_admin" "$split_welcome"
  printf 'Cairn is ready at http://localhost:%s\n' "$(split_port gateway)"
}

split_status() {
  local name pid state down=0
  for name in $split_servers $(split_names); do
    pid=$(split_pid "$name") && state=up || state=down
    if [ $state = up ] && ! split_answers "$name"; then state=starting; fi
    [ $state = up ] || down=1
    printf '%-14s %-9s %-8s %s\n' "$name" "$state" "${pid:--}" "$(split_port "$name")"
  done
  return $down
}

split_down() {
  local name
  split_stop nginx
  # All services get the word first, then each is waited for.
  for name in $(split_names); do
    touch "$split_run/$name.stopped"
    kill -TERM "$(split_pid "$name")" 2>/dev/null || true
  done
  for name in $(split_names) rabbitmq epmd redis postgres; do split_stop "$name"; done
  say "everything is stopped; the data stays in $split_data"
}
