// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The fast paths over payloads (leaf and leaf scan) against the lenient reader and a walk over its value.

#include "core/json/leaf.h"
#include "core/json/leafscan.h"
#include "core/json/read.h"
#include "tests/fuzz/property.h"

#include <string>

using namespace vci;
using fuzz::require;

namespace {

/// Writes the calls down, lengths first, so that two different sequences never look alike.
class Recorder final : public json::LeafSink {
public:
    void beginObject() override { text += '{'; }
    void key(std::string_view name) override { add('k', name); }
    void leaf(std::string_view canonical) override { add('v', canonical); }
    void endObject() override { text += '}'; }

    std::string text;

private:
    void add(char kind, std::string_view what)
    {
        text.append(1, kind).append(std::to_string(what.size())).append(1, ':').append(what);
    }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text = fuzz::textOf(data, size);
    const json::LenientRead read = json::readLenient(text);
    require(read.isJson || read.value.isString(), "a text that is no JSON is a string");

    static json::LeafScanner scanner;  // one for all inputs, as for all rows of a source
    Recorder scanned;
    const json::ScanReport report = scanner.scan(text, scanned);
    require(report.isObject == read.value.isObject(), "scan and reader agree on what an object is");
    require(report.foreignNumber == read.foreignNumber, "scan and reader agree on foreign numbers");
    require(report.defective == read.defective, "scan and reader agree on defects");
    Recorder walked;
    json::walkLeaves(read.value, walked);
    require(scanned.text == walked.text, "scan and walk give the same leaves");

    static json::LeafWriter writer;
    const std::string canonical = writer.canonicalPayload(text);
    require(canonical == json::dumpCanonical(read.value), "the leaf's payload is the value in canonical form");
    require(writer.canonicalPayload(canonical) == canonical, "canonical text is its own canonical form");
    if (!read.defective && read.isJson) {
        const json::LenientRead again = json::readLenient(canonical);
        require(again.isJson && again.value == read.value, "a value survives its canonical text");
        require(again.foreignNumber == read.foreignNumber, "a foreign number stays one");
    }
    return 0;
}
