// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/grammar.h"

namespace vci::audit {

namespace {

constexpr const char* kImportNotes =
    "Each row becomes an event, as recorded: its time is the row's, the time of the import stands in metadata as recorded_at.\n"
    "\n"
    "From tables to events:\n"
    "  1. Write the table out, oldest key first, times with their zone, UTF-8 and RFC 4180, such as\n"
    "     psql -c \"\\copy (SELECT * FROM calls) TO calls.csv CSV HEADER\"\n"
    "  2. Write a map: which columns are the aggregate, the event, its time and its data.\n"
    "  3. Run with --dry-run until the counts are right and nothing is refused that should not be.\n"
    "  4. Run without. Killed or interrupted, the same command goes on where it ended; run again, it adds nothing.\n"
    "  5. Compare: voicecore-audit stats, and state of some aggregates with their rows.\n"
    "\n"
    "A map (schema: resources/import/map.schema.json):\n"
    "  {\"source\": \"crm.calls\", \"namespace\": \"0b6e1c52-6a8e-4c53-9a57-3e0d9d1c7a10\",\n"
    "   \"aggregate_type\": \"Call\", \"aggregate_id\": {\"key\": [\"call_no\"]},\n"
    "   \"event_id\": {\"key\": [\"id\"]},\n"
    "   \"event_type\": {\"column\": \"status\", \"values\": {\"new\": \"CallInitiated\", \"done\": \"CallEnded\"}},\n"
    "   \"time\": {\"column\": \"changed_at\", \"format\": \"%d.%m.%Y %H:%M\", \"zone\": \"+01:00\"},\n"
    "   \"event_data\": {\"caller_number\": {\"column\": \"phone\"},\n"
    "                  \"cost\": {\"column\": \"cost\", \"type\": \"number\"}, \"channel\": {\"value\": \"voice\"}},\n"
    "   \"correlation_id\": {\"key\": [\"call_no\"]}}\n"
    "\n"
    "  ids          {\"column\": C}: a column of UUIDs; {\"key\": [C…]}: a UUIDv5 in the map's namespace of the JSON text\n"
    "               [\"aggregate\",TYPE,cell…], [\"event\",SOURCE,cell…] or [\"correlation\",cell…], no spaces; without event_id "
    "the\n"
    "               event is named by its whole row: [\"row\",SOURCE,cell…]. A causation_id may name another map's \"source\".\n"
    "  event_type   a type; or a column with \"values\" and \"otherwise\"; or {\"rules\": [{\"when\": [{\"column\": C, "
    "\"equals\": V}…],\n"
    "               \"type\": T}…]}, the first that holds: equals, not, one_of, empty. \"unmatched\": \"refuse\" (default) or "
    "\"skip\"\n"
    "  time         format rfc3339 (default), unix, unix_ms, unix_us or a pattern of %Y %m %b %d %H %I %p %M %S %f %z;\n"
    "               zone UTC or an offset, for times without one; for a zone with summer time write the column out in UTC\n"
    "  event_data, metadata   a name to a column with type string (default), number (exact decimal), boolean or json, and "
    "empty:\n"
    "               null (default), omit, keep (\"\") or refuse; or to {\"value\": any JSON}\n"
    "  tenant_id    a UUID, or {\"column\": C}: rows of another tenant are refused\n"
    "  csv          delimiter, quote, null (a cell that means empty) and header (where the file has none)\n"
    "\n"
    "Sound rows are imported, the others named by line with the reason; then the exit code is 2. A broken row ends with its "
    "line:\n"
    "a stray quote costs the row that has it, never those below. Of rows with the same event id the first counts. Rows are\n"
    "appended in order of time, ties in order of the file, in transactions of 1,000; an aggregate's events are numbered on from\n"
    "its last one. A row that is mended and imported later comes after those that were imported before it.\n"
    "\n"
    "Answer with --json: "
    "{\"appended\",\"existing\",\"refused\":[{\"line\",\"code\",\"message\"}…],\"rows\",\"skipped\",\"by_type\":{…},\n"
    "\"first\":time|null,\"last\":time|null,\"sequenced\",\"dry_run\",\"tenant_id\":uuid|null,\n"
    "\"snapshots\":n,\"snapshot_failures\":[{\"aggregate_id\",\"reason\"}…]}; of a dry run: what would be.";

}  // namespace

void addImportGrammar(CLI::App& app, Options& o)
{
    auto* import = app.add_subcommand("import", "Turn the rows of a table into events");
    import->add_option("CSV", o.file, "the table: a CSV file, which is read twice")->required();
    import->add_option("--map", o.map, "how its rows become events: a JSON file, see below")->type_name("FILE")->required();
    import->add_flag("--dry-run", o.dryRun,
                     "only judge the rows and count; without --store, neither what is stored already is looked up nor whether a "
                     "database takes them");
    addSnapshotFrequency(*import, o);
    import->footer(footer(kImportNotes, "voicecore-audit --store a.vcase import calls.csv --map calls.json --dry-run"));
}

}  // namespace vci::audit
