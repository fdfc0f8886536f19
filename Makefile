# pg_custody
#
#   make demo      the main job on signed documents, with its answers
#   make check     all tests
#   make conformance CONFORMANCE=DIR   test suites of others, from DIR
#   make bench     speed, as ratios
#   make install   into the PostgreSQL of PG_CONFIG
#
# The first four install what they need (apt), build in build/, start a
# throwaway server and stop it; the scripts in ci/ do the work.
here := $(dir $(lastword $(MAKEFILE_LIST)))
CONFORMANCE ?= $(here)../shared/conformance

driven = demo check conformance bench
ifneq ($(filter $(driven),$(MAKECMDGOALS)),)

.PHONY: $(driven)
demo check:
	@$(here)ci/$@
conformance bench:
	@$(here)ci/$@ $(CONFORMANCE)

else

EXTENSION = pg_custody
EXTVERSION := $(shell sed -n "s/^default_version = '\(.*\)'/\1/p" $(here)pg_custody.control)
MODULE_big = pg_custody
PGFILEDESC = "pg_custody - verifiable trade credentials and chains of custody"

SQL_PARTS = $(sort $(wildcard $(here)sql/install/*.sql))
CONTEXTS = $(sort $(wildcard $(here)contexts/*.terms))
DATA_built = $(EXTENSION)--$(EXTVERSION).sql
DATA = $(wildcard $(here)sql/upgrade/*--*--*.sql)
SOURCES = $(sort $(wildcard $(here)src/core/*.c $(here)src/pg/*.c))
OBJS = $(patsubst $(here)%.c,%.o,$(SOURCES))
REGRESS = $(patsubst $(here)sql/%.sql,%,$(sort $(wildcard $(here)sql/*.sql)))
REGRESS_OPTS = --inputdir=$(here)
EXTRA_CLEAN = $(DATA_built) $(DATA_built).new

PG_CPPFLAGS = -DCU_VERSION='"$(EXTVERSION)"' -DPGDLLEXPORT='__attribute__((visibility("default")))'
PG_CFLAGS = -fvisibility=hidden
SHLIB_LINK = -lsodium -lcrypto -lz

PG_CONFIG ?= pg_config
PGXS := $(wildcard $(shell $(PG_CONFIG) --pgxs 2>/dev/null))
ifeq ($(PGXS),)
$(error no PostgreSQL server development files found by "$(PG_CONFIG)"; \
	install them (Debian: postgresql-server-dev-all), or use make check, which does)
endif
include $(PGXS)

# A header that changes rebuilds everything: the tree is small.
$(OBJS): $(wildcard $(here)src/core/*.h $(here)src/pg/*.h) | \
	$(CURDIR)/src/core $(CURDIR)/src/pg

# Absolute, because VPATH would find the folders of the source tree.
$(CURDIR)/src/core $(CURDIR)/src/pg:
	mkdir -p $@

$(EXTENSION)--$(EXTVERSION).sql: $(SQL_PARTS) $(CONTEXTS) $(here)tools/make-contexts
	{ cat $(SQL_PARTS) && perl $(here)tools/make-contexts $(CONTEXTS); } > $@.new
	mv $@.new $@

endif
