#!/bin/bash
# SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
# SPDX-License-Identifier: GPL-3.0-or-later

# What `db migrate --distributed` does to a Citus cluster: a coordinator and two workers of its own, a stock database with data, the
# program by each role. No part of ctest: Citus is packaged by few. Needs Citus for an installed PostgreSQL, or unpacked below
# VCI_CITUS_ROOT; exit 77 without. VCI_CITUS_PORT: the first of three ports, 59951 unless set.
#
#     tests/damage/citus.sh build/dev/app/audit/voicecore-audit
set -u
audit=$(realpath "${1:?usage: citus.sh VOICECORE-AUDIT}")
stock=$(realpath "$(dirname "$0")/../../../shared/stock")
port=${VCI_CITUS_PORT:-59951}
library=$(ls "${VCI_CITUS_ROOT:-}"/usr/lib/postgresql/*/lib/citus.so 2>/dev/null | tail -1)
if [ -z "$library" ]; then
    echo "skipped: there is no Citus; unpack one and name its root in VCI_CITUS_ROOT"
    exit 77
fi
programs=$(dirname "$(dirname "$library")")/bin
folder=$(mktemp -d /tmp/vci-citus-XXXXXX)
acme=11111111-1111-4111-8111-111111111111
borealis=22222222-2222-4222-8222-222222222222
nodes=("$port" "$((port + 1))" "$((port + 2))")
failures=0

server() { # NODE COMMAND…: by the user that PostgreSQL may run as
    local node=$1
    shift
    local call="PATH='$programs':\$PATH '$programs/pg_ctl' -D '$folder/$node' -l '$folder/$node.log' -s -w $*"
    if [ "$(id -u)" = 0 ]; then su postgres -c "$call"; else bash -c "$call"; fi
}
stop_all() {
    for node in "${nodes[@]}"; do server "$node" -m immediate stop; done 2>/dev/null
    rm -rf "$folder"
}
trap stop_all EXIT

answer() { # PORT DATABASE LOGIN STATEMENT…: each one a message; all that the server says
    local at=$1 database=$2 login=$3 arguments=()
    shift 3
    for statement in "$@"; do arguments+=(-c "$statement"); done
    psql -X -q -A -t -h 127.0.0.1 -p "$at" -U "$login" -d "$database" "${arguments[@]}" 2>&1
}
sql() { answer "$@" | tail -1; } # the last row alone
run() { # LOGIN ARGUMENT…: the program as a login, at most a minute
    local login=$1
    shift
    timeout 60 "$audit" --store "postgresql://$login@127.0.0.1:$port/$database" --tenant "$acme" "$@" 2>&1
}
check() { # WHAT EXPECTED FOUND
    if [[ "$3" == *"$2"* ]]; then
        echo "ok    $1"
    else
        failures=$((failures + 1))
        echo "FAIL  $1"
        echo "      expected: $2"
        echo "      found:    ${3:0:600}"
    fi
}
refused() { # WHAT LOGIN STATEMENT
    check "$1 is refused to $2" "ERROR" "$(answer "$port" "$database" "$2" "BEGIN" "SET LOCAL app.current_tenant_id = '$acme'" "$3")"
}

for node in "${nodes[@]}"; do
    [ "$(id -u)" = 0 ] && chown postgres "$folder"
    make="'$programs/initdb' -D '$folder/$node' -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync --data-checksums >/dev/null"
    if [ "$(id -u)" = 0 ]; then su postgres -c "$make"; else bash -c "$make"; fi || exit 1
    printf "%s\n" "port=$node" "listen_addresses='127.0.0.1'" "unix_socket_directories='$folder'" \
        "shared_preload_libraries='citus'" "max_prepared_transactions=50" "wal_level=logical" >>"$folder/$node/postgresql.conf"
    server "$node" start || exit 1
    sql "$node" postgres postgres "CREATE DATABASE late" "CREATE DATABASE stock" "CREATE DATABASE plain"
done
join() { # DATABASE: makes a cluster of the three
    for node in "${nodes[@]}"; do sql "$node" "$1" postgres "CREATE EXTENSION citus"; done
    sql "$port" "$1" postgres "SELECT citus_set_coordinator_host('127.0.0.1', $port)" \
        "SELECT citus_add_node('127.0.0.1', ${nodes[1]})" "SELECT citus_add_node('127.0.0.1', ${nodes[2]})" >/dev/null
}
load() { (cd "$stock" && psql -X -q -h 127.0.0.1 -p "$port" -U postgres -d "$1" -v calls=2000 -v ON_ERROR_STOP=1 -f schema.sql -f traffic.sql >/dev/null 2>&1); }
columns="id, aggregate_id, aggregate_type, event_type, event_version, event_data, metadata, \"timestamp\", sequence_number, causation_id, correlation_id, blockchain_tx_hash, tenant_id"
rows() { sql "$port" "$database" postgres "SELECT count(*) || ' ' || md5(string_agg(e::text, '' ORDER BY id)) FROM (SELECT $columns FROM event_store) e"; }

echo "== a database that was migrated before it had Citus"
database=late
load late
before=$(rows)
check "without the extension it says what is missing" "CREATE EXTENSION citus" "$(run postgres db migrate --distributed)"
check "and plain migrate goes on" "migrated" "$(run postgres db migrate)"
join late
sql "$port" late postgres "ALTER DATABASE late SET citus.propagate_set_commands = 'local'" >/dev/null
server "${nodes[2]}" -m immediate stop
check "with a node down it fails" "stay on the coordinator, as they were" "$(run postgres db migrate --distributed)"
check "and nothing is spread" "0" "$(sql "$port" late postgres "SELECT count(*) FROM pg_dist_partition")"
check "and status attests the plain shape" "everything is as shipped" "$(run postgres db status)"
server "${nodes[2]}" start
check "with the node back it is spread" "distribution  applied" "$(run postgres db migrate --distributed)"
check "every stock value is as before" "$before" "$(rows)"
check "status attests the distributed shape" "everything is as shipped" "$(run postgres db status)"
sql "$port" late postgres "CREATE ROLE eve LOGIN" >/dev/null
check "eve becomes a member" "granted" "$(run postgres db member add eve "$acme" --role writer)"
check "and a sequencer" "granted" "$(run postgres db member add eve "$acme" --role sequencer)"
event="{\"aggregate_id\":\"$acme\",\"aggregate_type\":\"Credit\",\"event_type\":\"CreditsConsumed\",\"event_data\":{\"amount\":0.10}}"
check "eve appends" "appended  1 event" "$(run eve append - <<<"$event")"
check "its place in the log follows" '"unsequenced":0' "$(run eve --json stats)"
check "eve reads it" '"amount":0.1' "$(run eve events "$acme")"

echo "== plain migrate on a coordinator that passes SET LOCAL on"
database=plain
load plain
join plain
sql "$port" plain postgres "ALTER DATABASE plain SET citus.propagate_set_commands = 'local'" >/dev/null
check "does not wait for itself" "migrated" "$(run postgres db migrate)"

echo "== a stock database of a cluster, in place"
database=stock
load stock
join stock
sql "$port" stock postgres "CREATE ROLE platform LOGIN" "CREATE ROLE anna LOGIN" "CREATE ROLE walt LOGIN" "CREATE ROLE olga LOGIN" \
    "CREATE ROLE serge LOGIN" "CREATE ROLE ben LOGIN" "GRANT SELECT ON tenants TO platform" >/dev/null
before=$(rows)
check "a dry run names it" '"distribution":"pending"' "$(run postgres --json db migrate --distributed --dry-run)"
check "and changes nothing" "0" "$(sql "$port" stock postgres "SELECT count(*) FROM pg_dist_partition")"
check "it is spread" "distribution  applied" "$(run postgres db migrate --distributed --platform-login platform)"
check "a second run does nothing" "already and spread over the nodes" "$(run postgres db migrate --distributed)"
check "every stock value is as before" "$before" "$(rows)"
check "no row is left on the coordinator" "0" "$(sql "$port" stock postgres "SELECT pg_relation_size('event_store')")"
check "status attests it" "everything is as shipped" "$(run postgres db status)"
for member in "anna auditor $acme" "walt writer $acme" "olga operator $acme" "serge sequencer $acme" "ben auditor $borealis"; do
    read -r login role tenant <<<"$member"
    check "$login becomes a member" "granted" "$(run postgres db member add "$login" "$tenant" --role "$role")"
done
check "every node knows the members" "6" "$(sql "${nodes[2]}" stock postgres "SELECT count(*) FROM tenant_members")"

echo "== the program, by each role"
aggregate=$(sql "$port" stock postgres "SELECT aggregate_id FROM event_store WHERE tenant_id = '$acme' AND aggregate_type = 'Credit' LIMIT 1")
event="{\"aggregate_id\":\"$aggregate\",\"aggregate_type\":\"Credit\",\"event_type\":\"CreditsConsumed\",\"event_data\":{\"amount\":0.10}}"
check "walt appends" "appended  1 event" "$(run walt append - <<<"$event")"
check "anna sees it wait" '"queued":1' "$(run anna --json db status)"
check "the platform inserts without a tenant" "inserted" "$(sql "$port" stock platform "INSERT INTO event_store (id, aggregate_id, aggregate_type, event_type, event_version, event_data, sequence_number, tenant_id, \"timestamp\") VALUES (gen_random_uuid(), gen_random_uuid(), 'Call', 'CallInitiated', 1, '{}', 1, '$acme', now() AT TIME ZONE 'UTC') RETURNING 'inserted'")"
check "serge sequences both" "sequenced  2 events" "$(run serge log sequence)"
check "the log has no gap" "t" "$(sql "$port" stock postgres "SELECT count(*) = max(log_index) + 1 FROM event_log WHERE tenant_id = '$acme'")"
for writer in 1 2 3 4; do
    (for _ in 1 2 3 4 5; do run walt append - <<<"$event"$'\n'"$event"; done >"$folder/writer$writer") &
done
for writer in $(jobs -p); do wait "$writer"; done
check "four writers of one aggregate append" "20" "$(cat "$folder"/writer[1-4] | grep -c 'appended  2 events')"
check "its sequence has no gap" "t" "$(sql "$port" stock postgres "SELECT count(*) = max(sequence_number) AND count(DISTINCT sequence_number) = count(*) FROM event_store WHERE tenant_id = '$acme' AND aggregate_id = '$aggregate'")"
check "serge sequences them" "sequenced  40 events" "$(run serge log sequence)"
check "anna reads a state" "/balance" "$(run anna state "$aggregate")"
check "anna reads who set a field" "CreditsConsumed" "$(run anna blame "$aggregate" /amount)"
check "anna lists aggregates" "Customer" "$(run anna aggregates --limit 3)"
check "anna reads pages in log order" '"pos":0' "$(run anna events --limit 2)"
check "olga makes a snapshot" "made" "$(run olga snapshot create "$aggregate")"
check "anna's audit finds it right" "wrong        0" "$(run anna snapshot audit)"
check "a state from the snapshot is read" "$aggregate" "$(run anna --json state "$aggregate")"
check "olga rebuilds a read model" "rows checked" "$(run olga read-model rebuild CallSummary)"
check "and again" "0 missing, 0 extra, 0 different" "$(run olga read-model rebuild CallSummary)"
check "anna finds no drift" "0 missing, 0 extra, 0 different, 0 lagging" "$(run anna read-model drift CallSummary)"
check "anna verifies" "Self-consistent" "$(run anna verify)"
check "no protection differs" "0" "$(run anna verify | grep -c schema_weakened)"
check "anna exports a case" "exported" "$(run anna export "$folder/acme.vcase")"
sql "$port" stock postgres "CREATE ROLE andy LOGIN" >/dev/null
check "andy becomes a member" "granted" "$(run postgres db member add andy "$acme" --role anchor)"
mkdir "$folder/journal"
run andy log key generate "$folder/andy.key" >/dev/null
check "andy signs a checkpoint" "voicecore/" "$(run andy log checkpoint --key "$folder/andy.key" --journal "$folder/journal")"
first=$(sql "$port" stock postgres "SELECT event_id FROM event_log WHERE tenant_id = '$acme' AND log_index = 7")
check "anna proves an event of it" "c2sp.org/tlog-proof" "$(run anna log prove "$first")"
check "the view of anchors answers" "1" "$(sql "$port" stock anna "BEGIN" "SET LOCAL citus.propagate_set_commands = 'local'" "SET LOCAL app.current_tenant_id = '$acme'" "SELECT count(*) FROM (SELECT FROM event_store_anchored WHERE tenant_id = '$acme' LIMIT 1) one")"

echo "== what is refused"
for login in platform walt olga serge anna postgres; do
    refused "UPDATE of event_store" "$login" "UPDATE event_store SET event_type = 'X' WHERE tenant_id = '$acme'"
    refused "DELETE of event_log" "$login" "DELETE FROM event_log WHERE tenant_id = '$acme'"
    refused "TRUNCATE of event_store" "$login" "TRUNCATE event_store CASCADE"
done
refused "DROP TABLE event_log" postgres "DROP TABLE event_log CASCADE"
shard=$(sql "$port" stock postgres "SELECT shardid || ' ' || nodeport FROM citus_shards WHERE table_name = 'event_store'::regclass AND shardid = get_shard_id_for_distribution_column('event_store', '$acme')")
read -r number at <<<"$shard"
check "UPDATE of a shard is refused on its node" "append-only" "$(answer "$at" stock postgres "SET citus.enable_manual_changes_to_shards = on" "UPDATE event_store_$number SET event_type = 'X'")"
for at in "${nodes[@]}"; do
    check "ben sees nothing of Acme on $at" "0" "$(sql "$at" stock ben "BEGIN" "SET LOCAL citus.propagate_set_commands = 'local'" "SET LOCAL app.current_tenant_id = '$acme'" "SELECT count(*) FROM event_store")"
done
check "ben sees Borealis" "6208" "$(sql "$port" stock ben "BEGIN" "SET LOCAL citus.propagate_set_commands = 'local'" "SET LOCAL app.current_tenant_id = '$borealis'" "SELECT count(*) FROM event_store")"
check "the queue shows ben nothing of Acme" "0" "$(sql "$port" stock ben "BEGIN" "SET LOCAL citus.propagate_set_commands = 'local'" "SET LOCAL app.current_tenant_id = '$acme'" "SELECT count(*) FROM event_queue")"
check "a removed member is gone" "changed" "$(run postgres --json db member remove anna "$acme")"
check "on every node" "0" "$(sql "${nodes[1]}" stock postgres "SELECT count(*) FROM tenant_members WHERE login = 'anna'")"
sql "$port" stock postgres "BEGIN" "SELECT set_config('vci.migrating', pg_current_xact_id()::text, true)" "DROP POLICY vci_tenant ON event_log" "COMMIT" >/dev/null
check "a policy taken away is a finding" "policy event_log.vci_tenant is missing" "$(run postgres db status)"

echo
if [ "$failures" -gt 0 ]; then
    echo "$failures checks failed; the servers said:"
    tail -qn 5 "$folder"/*.log
    exit 1
fi
echo "everything holds: $(sql "$port" stock postgres "SELECT citus_version()" | cut -d' ' -f1-2)"
