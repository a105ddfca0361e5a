// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/json/leafscan.h"

#include "core/json/fastreader.h"
#include "core/json/order.h"
#include "core/json/read.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace vci::json {

namespace {

ScanReport scanLeniently(std::string_view text, LeafSink& sink)
{
    const LenientRead read = readLenient(text);
    walkLeaves(read.value, sink);
    return {read.value.isObject(), read.foreignNumber, read.defective};
}

/// Looks for two equal names. Rows of the two stores come sorted, by bytes or by length first, which shows at a glance.
class NameCheck {
public:
    explicit NameCheck(std::vector<std::string_view>& names)
        : m_names(names)
        , m_first(names.size())
    {
    }
    ~NameCheck() { m_names.resize(m_first); }
    NameCheck(const NameCheck&) = delete;
    NameCheck& operator=(const NameCheck&) = delete;

    void add(std::string_view name)
    {
        if (m_names.size() > m_first) {
            const std::string_view last = m_names.back();
            const bool isSameLength = last.size() == name.size();
            const bool isBytesLess = (m_isByBytes || (m_isByLength && isSameLength)) && last < name;
            m_isByBytes = m_isByBytes && isBytesLess;
            m_isByLength = m_isByLength && (isSameLength ? isBytesLess : last.size() < name.size());
        }
        m_names.push_back(name);
    }
    [[nodiscard]] bool isEmpty() const { return m_names.size() == m_first; }
    [[nodiscard]] bool foundDuplicate() const
    {
        if (m_isByBytes || m_isByLength) return false;
        const auto begin = m_names.begin() + static_cast<std::ptrdiff_t>(m_first);
        constexpr std::ptrdiff_t kFew = 16;
        if (m_names.end() - begin <= kFew) {
            for (auto name = begin; name != m_names.end(); ++name) {
                if (std::find(begin, name, *name) != name) return true;
            }
            return false;
        }
        std::sort(begin, m_names.end());
        return std::adjacent_find(begin, m_names.end()) != m_names.end();
    }

private:
    std::vector<std::string_view>& m_names;
    std::size_t m_first;
    bool m_isByBytes = true;
    bool m_isByLength = true;
};

}  // namespace

void walkLeaves(const Value& root, LeafSink& sink)
{
    if (root.isLeaf()) return sink.leaf(dumpCanonical(root));
    struct Frame {
        std::vector<const Value::Member*> members;
        std::size_t next = 0;
    };
    std::vector<Frame> stack;
    sink.beginObject();
    stack.push_back({lastMembers(root)});
    while (!stack.empty()) {
        Frame& frame = stack.back();
        if (frame.next == frame.members.size()) {
            sink.endObject();
            stack.pop_back();
            continue;
        }
        const auto& [name, value] = *frame.members[frame.next++];
        sink.key(name);
        if (value.isLeaf()) {
            sink.leaf(dumpCanonical(value));
        } else {
            sink.beginObject();
            stack.push_back({lastMembers(value)});
        }
    }
}

/// The calls of one document are put down first and made once it is known to be sound to its end, so that a text that turns
/// out to need the lenient reader half-way has not reached the sink.
struct LeafScanner::Impl {
    struct Call {
        enum class Kind { BeginObject, Key, Leaf, ScratchLeaf, EndObject };
        // A constructor, so that calls are built in place: a copy of one just written stalls on its own stores.
        explicit Call(Kind which, std::string_view view = {})
            : text(view)
            , kind(which)
        {
        }
        Call(std::size_t scratchBegin, std::size_t scratchEnd)
            : begin(scratchBegin)
            , end(scratchEnd)
            , kind(Kind::ScratchLeaf)
        {
        }

        std::string_view text;
        std::size_t begin = 0;  // [begin, end) in scratch, for ScratchLeaf
        std::size_t end = 0;
        Kind kind;
    };

    bool scan(std::string_view text)
    {
        calls.clear();
        scratch.clear();
        names.clear();
        simdjson::ondemand::document document;
        if (!reader.open(text, document)) return false;
        simdjson::ondemand::object root;
        if (document.get_object().get(root) != simdjson::SUCCESS) return false;
        return scanObject(root, 1) && FastReader::isAtEnd(document);
    }

    bool scanObject(simdjson::ondemand::object object, std::size_t nesting)
    {
        if (nesting > FastReader::kMaxNesting) return false;
        NameCheck check(names);
        const std::size_t beginCall = calls.size();
        calls.emplace_back(Call::Kind::BeginObject);
        for (auto source : object) {
            FastReader::Field field{};
            if (!reader.takeField(source, field)) return false;
            check.add(field.name);
            calls.emplace_back(Call::Kind::Key, field.name);
            if (!scanValue(field, nesting)) return false;
        }
        if (check.isEmpty()) {
            calls[beginCall] = Call(Call::Kind::Leaf, "{}");
        } else {
            calls.emplace_back(Call::Kind::EndObject);
        }
        return !check.foundDuplicate();
    }

    bool scanValue(FastReader::Field& field, std::size_t nesting)
    {
        if (field.token == "{") {
            simdjson::ondemand::object object;
            return field.value->get_object().get(object) == simdjson::SUCCESS && scanObject(object, nesting + 1);
        }
        const std::size_t begin = scratch.size();
        if (field.token == "[") {
            simdjson::ondemand::array array;
            if (field.value->get_array().get(array) != simdjson::SUCCESS) return false;
            if (!reader.appendArray(array, scratch, nesting + 1)) return false;
            calls.emplace_back(begin, scratch.size());
            return true;
        }
        const FastReader::Scalar scalar = reader.takeScalar(*field.value, field.token, scratch);
        if (scalar.isInBuffer) {
            calls.emplace_back(Call::Kind::Leaf, scalar.token);
        } else {
            calls.emplace_back(begin, scratch.size());
        }
        return scalar.ok;
    }

    void replay(LeafSink& sink) const
    {
        for (const Call& call : calls) {
            switch (call.kind) {
            case Call::Kind::BeginObject:
                sink.beginObject();
                break;
            case Call::Kind::Key:
                sink.key(call.text);
                break;
            case Call::Kind::Leaf:
                sink.leaf(call.text);
                break;
            case Call::Kind::ScratchLeaf:
                sink.leaf(std::string_view(scratch).substr(call.begin, call.end - call.begin));
                break;
            case Call::Kind::EndObject:
                sink.endObject();
                break;
            }
        }
    }

    FastReader reader;
    std::vector<Call> calls;
    std::vector<std::string_view> names;  // of all open objects, one on top of the other
    std::string scratch;
};

LeafScanner::LeafScanner()
    : m_impl(std::make_unique<Impl>())
{
}

LeafScanner::~LeafScanner() = default;

ScanReport LeafScanner::scan(std::string_view text, LeafSink& sink)
{
    if (!m_impl->scan(text)) return scanLeniently(text, sink);
    m_impl->replay(sink);
    return {true, m_impl->reader.sawForeignNumber(), false};
}

}  // namespace vci::json
