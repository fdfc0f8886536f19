# pg_custody: see README.md.  make demo and make check need nothing but apt.
here := $(dir $(lastword $(MAKEFILE_LIST)))

EXTENSION = pg_custody
EXTVERSION := $(shell sed -n "s/^default_version = '\(.*\)'/\1/p" $(here)pg_custody.control)
MODULE_big = pg_custody
PGFILEDESC = "pg_custody - verifiable trade credentials and chains of custody"

SQL_PARTS = $(sort $(wildcard $(here)sql/install/*.sql))
DATA_built = $(EXTENSION)--$(EXTVERSION).sql
DATA = $(wildcard $(here)sql/upgrade/*--*--*.sql)
OBJS = $(patsubst $(here)%.c,%.o,$(sort $(wildcard $(here)src/core/*.c $(here)src/pg/*.c)))
REGRESS = $(patsubst $(here)sql/%.sql,%,$(sort $(wildcard $(here)sql/*.sql)))
EXTRA_CLEAN = $(DATA_built)

PG_CPPFLAGS = -DCU_VERSION='"$(EXTVERSION)"' -DPGDLLEXPORT='__attribute__((visibility("default")))'
PG_CFLAGS = -fvisibility=hidden
SHLIB_LINK = -lsodium -lcrypto -lz

PG_CONFIG ?= pg_config
PGXS := $(shell $(PG_CONFIG) --pgxs)
include $(PGXS)

$(EXTENSION)--$(EXTVERSION).sql: $(SQL_PARTS)
	cat $^ > $@
