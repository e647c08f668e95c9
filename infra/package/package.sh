# Sourced by cairn: the sync client as a program of its own, with a Java runtime that holds only what it needs. jpackage makes what the
# system it runs on installs: Linux an app-image, a .deb or an .rpm; macOS a .dmg or .pkg; Windows an .msi or .exe.

package_modules=java.base,java.desktop,java.logging,java.management,java.naming,java.net.http,java.security.jgss,java.sql,jdk.crypto.cryptoki,jdk.httpserver,jdk.unsupported,jdk.zipfs

package_usage() {
  cat <<'TEXT'
usage: ./cairn package [--type app-image|deb|rpm|dmg|pkg|msi|exe] [--out DIR]
  --type    what to make, of those this system can (default app-image: a folder that runs where it lies)
  --out     where to (default .cairn/package)
TEXT
}

package() {
  local type=app-image out=$root/.cairn/package folder options=$root/infra/package
  while [ $# -gt 0 ]; do
    case $1 in
      --type) type=${2:?} && shift 2 ;;
      --out) out=${2:?} && shift 2 ;;
      -h | --help) package_usage; return ;;
      *) say "package does not know '$1'"; package_usage >&2; exit 2 ;;
    esac
  done
  case $(uname -s) in
    Darwin) options=$options/macos.options ;;
    MINGW* | MSYS* | CYGWIN*) options=$options/windows.options ;;
    *) options=$options/linux.options ;;
  esac
  built client
  folder=$build/package
  rm -rf "$folder" "$out/cairn"
  mkdir -p "$folder" "$out"
  cp "$(current client)"/*.jar "$folder/"
  local version flags=()
  version=$(sed -n 's/^  <version>\([0-9.]*\).*/\1/p' "$root/pom.xml" | head -n 1)
  # A version that begins with 0 is none to macOS.
  [ "$(uname -s)" != Darwin ] || version=1.${version#*.}
  # What belongs to the installed program only: a folder that runs where it lies has no menu.
  [ "$type" = app-image ] || while IFS= read -r line; do flags+=("$line"); done < <(grep -v '^#' "${options%.options}.installed")
  "$JAVA_HOME/bin/jpackage" @"$root/infra/package/common.options" @"$options" ${flags[@]+"${flags[@]}"} --type "$type" --input "$folder" \
    --main-jar "$(basename "$folder"/desktop-window-*.jar)" --add-modules "$package_modules" --app-version "$version" --dest "$out" \
    >"$build/package.log" 2>&1 || { tail -n 20 "$build/package.log" >&2; die "could not make the package; the whole log is $build/package.log"; }
  rm -rf "$folder"
  say "made in $out:"
  ls "$out"
}
