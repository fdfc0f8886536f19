# Shared by the scripts in this folder: sourced, not run.
#
# Works as root and, through sudo, as anybody else.  Builds happen in
# $BUILD (default: build/ beside this folder), never in the source tree.

set -euo pipefail
export LC_ALL=C.UTF-8
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
BUILD=${BUILD:-$top/build}

die() { echo "$0: $*" >&2; exit 1; }

as_root() {
	if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

have_package() {
	dpkg-query -W -f '${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed
}

# Installs the packages named that are missing.  A PostgreSQL server package
# would create and start a cluster of its own; that is switched off for the
# time of the installation, so that no server is left behind.
need_packages() {
	local missing=() conf=/etc/postgresql-common/createcluster.conf p server=
	for p in "$@"; do
		have_package "$p" && continue
		missing+=("$p")
		[[ $p =~ ^postgresql(-[0-9]+)?$ ]] && server=$p
	done
	[ ${#missing[@]} -eq 0 ] && return 0
	echo "installing: ${missing[*]}" >&2
	as_root env DEBIAN_FRONTEND=noninteractive apt-get -q update >&2
	if [ -n "$server" ]; then
		as_root env DEBIAN_FRONTEND=noninteractive apt-get -qy \
			--no-install-recommends install postgresql-common >&2
		as_root cp "$conf" "$conf.before-pg-custody"
		echo 'create_main_cluster = false' | as_root tee -a "$conf" >/dev/null
	fi
	as_root env DEBIAN_FRONTEND=noninteractive apt-get -qy \
		--no-install-recommends install "${missing[@]}" >&2
	if [ -e "$conf.before-pg-custody" ]; then
		as_root mv "$conf.before-pg-custody" "$conf"
	fi
}

# What building and testing needs, besides a server of a particular major.
need_base() {
	need_packages gcc make libc6-dev pkg-config libsodium-dev libssl-dev zlib1g-dev
}

# The newest major version that can be built against here.
newest_major() {
	local d best=
	for d in /usr/lib/postgresql/*/; do
		d=$(basename "$d")
		[ -e "/usr/lib/postgresql/$d/lib/pgxs/src/makefiles/pgxs.mk" ] &&
			[ -x "/usr/lib/postgresql/$d/bin/postgres" ] || continue
		if [ -z "$best" ] || [ "$d" -gt "$best" ]; then best=$d; fi
	done
	echo "$best"
}

# need_server [MAJOR]: makes sure of a server and its headers; sets $major.
# Without MAJOR it is what this Debian release ships.
need_server() {
	need_base
	major=${1:-$(newest_major)}
	if [ -z "$major" ]; then
		need_packages postgresql postgresql-server-dev-all
		major=$(newest_major)
	else
		need_packages "postgresql-$major" "postgresql-server-dev-$major"
	fi
	[ -n "$major" ] || die "no PostgreSQL server development files found"
	bindir=/usr/lib/postgresql/$major/bin
}

# stage_extension: builds for $major outside the source tree (a VPATH build)
# and installs under $stage, a new folder that every user can read.
stage_extension() {
	local dir=$BUILD/pg$major
	mkdir -p "$dir"
	make -s -C "$dir" -f "$top/Makefile" VPATH="$top" \
		PG_CONFIG="$bindir/pg_config" with_llvm=no -j"$(nproc)" all >&2
	stage=$(mktemp -d /tmp/pg_custody.XXXXXX)
	chmod 755 "$stage"
	make -s -C "$dir" -f "$top/Makefile" VPATH="$top" \
		PG_CONFIG="$bindir/pg_config" with_llvm=no DESTDIR="$stage" install >&2
	chmod -R a+rX "$stage"
}

# Settings that make a server find the staged extension: Debian's own setting
# up to 17, the one of PostgreSQL from 18 on.
stage_settings() {
	if [ "$major" -ge 18 ]; then
		echo "extension_control_path=$stage/usr/share/postgresql/$major:\$system"
		echo "dynamic_library_path=$stage/usr/lib/postgresql/$major/lib:\$libdir"
	else
		echo "extension_destdir=$stage"
		echo "dynamic_library_path=$stage/usr/lib/postgresql/$major/lib:\$libdir"
	fi
}
