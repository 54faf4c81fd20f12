#!/bin/sh
# Installs @NAME@ @VERSION@ from what is packed behind this script.
set -eu

usage() {
    cat <<'END'
@NAME@ @VERSION@

    sh @FILE@ [--prefix FOLDER] [--extract FOLDER] [--check]

Without options it installs for you alone, into ~/.local; as root for all, into /usr/local.
    --prefix FOLDER    install there: FOLDER/opt, FOLDER/bin and FOLDER/share
    --extract FOLDER   only put the program's folder there; FOLDER/samuraivision starts it
    --check            only see whether this file is whole
To remove it: sh FOLDER/opt/samuraivision/uninstall.sh
END
}

say() { printf '%s\n' "$*"; }
fail() { say "$*" >&2; exit 1; }

prefix="$HOME/.local"
[ "$(id -u)" -ne 0 ] || prefix=/usr/local
only=
while [ $# -gt 0 ]; do
    case "$1" in
        --prefix | --extract)
            [ $# -ge 2 ] || fail "$1 needs a folder."
            [ "$1" = --prefix ] || only=extract
            prefix=$2
            shift ;;
        --check) only=check ;;
        -h | --help) usage; exit 0 ;;
        *) usage >&2; exit 2 ;;
    esac
    shift
done

[ "$(uname -s) $(uname -m)" = "Linux @MACHINE@" ] || fail "This is for Linux on @MACHINE@; this machine is $(uname -s) on $(uname -m)."
command -v xz > /dev/null || fail "xz is needed to unpack it; install your system's package xz or xz-utils."

payload() { tail -n +@LINES@ "$0"; }
if command -v sha256sum > /dev/null; then
    found=$(payload | sha256sum | cut -d' ' -f1)
    [ "$found" = @SHA256@ ] || fail "This file is damaged: fetch it again."
fi
if [ "$only" = check ]; then
    say "It is whole."
    exit 0
fi

mkdir -p "$prefix" || fail "$prefix cannot be made."
prefix=$(cd "$prefix" && pwd)
free=$(df -Pk "$prefix" | awk 'NR == 2 { print $4 }')
[ "$free" -gt @NEEDED_KIB@ ] || fail "$prefix has $((free / 1024)) MiB free; $((@NEEDED_KIB@ / 1024)) MiB are needed."

unpack=$(mktemp -d "$prefix/.samuraivision.XXXXXX")
trap 'rm -rf "$unpack"' EXIT INT TERM
say "Unpacking into $prefix …"
payload | xz -dc | tar -xf - -C "$unpack" --no-same-owner
if [ "$only" = extract ]; then
    for file in "$unpack"/opt/samuraivision/* ; do
        [ ! -e "$prefix/${file##*/}" ] || fail "$prefix holds ${file##*/} already."
    done
    mv "$unpack"/opt/samuraivision/* "$prefix"/
    say "Start it with $prefix/samuraivision"
    exit 0
fi

place="$prefix/opt/samuraivision"
mkdir -p "$prefix/opt" "$prefix/bin" "$prefix/share"
if [ -e "$place" ]; then
    mv "$place" "$unpack/before"
fi
mv "$unpack/opt/samuraivision" "$place"
ln -sf "$place/samuraivision" "$prefix/bin/samuraivision"
sed -i "s|^\(Try\)\{0,1\}Exec=samuraivision|\1Exec=$place/samuraivision|" "$unpack/usr/share/applications/samuraivision.desktop"
(cd "$unpack/usr/share" && find . -type f) > "$place/installed"
(cd "$unpack/usr/share" && tar -cf - .) | tar -xf - -C "$prefix/share" --no-same-owner
cat > "$place/uninstall.sh" <<END
#!/bin/sh
# Removes the program; settings, models and projects stay.
cd "$prefix/share" && xargs rm -f < "$place/installed"
rm -f "$prefix/bin/samuraivision"
rm -rf "$place"
END
for command in "update-desktop-database -q $prefix/share/applications" "update-mime-database $prefix/share/mime"; do
    if command -v "${command%% *}" > /dev/null; then $command || true; fi
done
say "Installed. Start it from the menu, or with $prefix/bin/samuraivision"
case ":$PATH:" in *":$prefix/bin:"*) ;; *) say "($prefix/bin is not in your PATH.)" ;; esac
exit 0
