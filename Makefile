# Three commands: `make start`, `make check` while you write, `make test` before you hand it on.
# `make texts` brings the catalogues of translations up to date with the texts.
PYTHON ?= python3
PORT ?= 8000
DEMO ?= 1
UV = .venv-uv/bin/uv

# An organisation of your own lives under var/, as `everyseat serve` has it; the demonstration beside.
VAR = $(if $(DEMO),var/demo,var)

.PHONY: start check test texts benchmarks

start: .venv/ready
	@EVERYSEAT_VAR=$(VAR) .venv/bin/everyseat serve --port $(PORT) $(if $(DEMO),--demo)

check: .venv/ready-to-test
	@tests/check

test: .venv/ready-to-test
	@tests/run

texts: .venv/ready-to-test
	@. tests/environment && python -m tests.texts

benchmarks: .venv/ready-to-test
	@$(UV) sync --quiet --frozen --inexact --group bench
	@for benchmark in benchmarks/[a-z]*.py; do .venv/bin/python $$benchmark $(if $(QUICK),--quick) || exit 1; done

$(UV):
	@$(PYTHON) -m venv .venv-uv && .venv-uv/bin/pip install --quiet --disable-pip-version-check uv==0.13.9

.venv/ready: $(UV) pyproject.toml uv.lock $(shell find frontend -type f -not -path '*/node_modules/*') $(shell find src -name '*.po')
	@$(UV) sync --quiet --frozen --no-default-groups --python $(PYTHON) --reinstall-package everyseat && touch $@

.venv/ready-to-test: .venv/ready
	@$(UV) sync --quiet --frozen --inexact
	@[ -x frontend/node_modules/.bin/biome ] || PATH="$(CURDIR)/.venv/bin:$$PATH" npm ci --no-audit --no-fund --loglevel=error --prefix frontend
	@touch $@
