// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/print/settledpdf.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <vector>

namespace vci::ui::print {

namespace {

constexpr std::string_view kReference = " 0 R";
constexpr std::string_view kDateStart = "/CreationDate (";
constexpr std::string_view kFontName = "/FontName /";
constexpr std::size_t kFontTag = 6;      // letters before the plus sign
constexpr std::size_t kEntryBytes = 20;  // of the table of offsets
constexpr std::size_t kOffsetDigits = 10;

using Number = std::size_t;

std::optional<Number> numberAt(std::string_view text, std::size_t place)
{
    Number value = 0;
    const char* const begin = text.data() + std::min(place, text.size());
    const auto [stopped, failure] = std::from_chars(begin, text.data() + text.size(), value);
    return failure == std::errc() ? std::optional(value) : std::nullopt;
}

std::string padded(std::size_t offset)
{
    const std::string digits = std::to_string(offset);
    return std::string(kOffsetDigits - std::min(kOffsetDigits, digits.size()), '0') + digits;
}

class Settler {
public:
    explicit Settler(std::string_view pdf)
        : m_pdf(pdf)
    {
    }

    /// False where the file is another one than Qt 6 writes.
    [[nodiscard]] bool read() { return readTable() && readObjects() && readTrailer(); }

    /// By the references from the trailer on, each object once.
    void number()
    {
        name(m_info);
        name(m_root);
        for (std::size_t i = 0; i < m_order.size(); ++i)
            eachReference(m_objects[m_order[i]].head, [this](std::size_t, Number number) { name(number); });
    }

    [[nodiscard]] std::string write(const PdfMark& mark) const
    {
        std::string out(m_pdf.substr(0, m_start));
        std::string table = "xref\n0 " + std::to_string(m_order.size() + 1) + "\n0000000000 65535 f \n";
        for (const Number number : m_order) {
            table += padded(out.size()) + " 00000 n \n";
            out += std::to_string(m_objects[number].place) + " 0 obj\n";
            out += number == m_info ? dated(m_objects[number].head, mark) : renamed(m_objects[number]);
            out += m_objects[number].stream;
        }
        const std::string tableOffset = std::to_string(out.size());
        const auto reference = [this](Number number) {
            return std::to_string(m_objects[number].place) + std::string(kReference);
        };
        return out + table + "trailer\n<<\n/Size " + std::to_string(m_order.size() + 1) + "\n/Info " + reference(m_info) +
               "\n/Root " + reference(m_root) + "\n/ID [ <" + mark.id + "> <" + mark.id + "> ]\n>>\nstartxref\n" + tableOffset +
               "\n%%EOF\n";
    }

private:
    struct Object {
        std::size_t offset = 0;
        std::string_view head;    ///< its text, up to a stream
        std::string_view stream;  ///< the stream and what follows
        Number place = 0;         ///< the number that it gets; 0: none yet
    };

    bool readTable()
    {
        const std::size_t start = m_pdf.rfind("startxref\n");
        if (start == std::string_view::npos) return false;
        m_table = numberAt(m_pdf, start + std::string_view("startxref\n").size()).value_or(m_pdf.size());
        const std::string_view head = "xref\n0 ";
        if (m_table >= m_pdf.size() || !m_pdf.substr(m_table).starts_with(head)) return false;
        const auto count = numberAt(m_pdf, m_table + head.size());
        const std::size_t entries = m_pdf.find('\n', m_table + head.size()) + 1;
        if (!count || entries == 0 || *count > (m_pdf.size() - entries) / kEntryBytes) return false;
        m_objects.resize(*count);
        for (Number i = 1; i < *count; ++i) {
            const auto offset = numberAt(m_pdf.substr(0, entries + i * kEntryBytes + kOffsetDigits), entries + i * kEntryBytes);
            if (!offset || *offset >= m_table) return false;
            m_objects[i].offset = *offset;
        }
        return true;
    }
    bool readObjects()
    {
        std::vector<std::size_t> ends;
        for (Number i = 1; i < m_objects.size(); ++i) ends.push_back(m_objects[i].offset);
        ends.push_back(m_table);
        std::ranges::sort(ends);
        m_start = ends.front();
        for (Number i = 1; i < m_objects.size(); ++i) {
            Object& object = m_objects[i];
            const std::size_t end = *std::ranges::upper_bound(ends, object.offset);
            const std::string start = std::to_string(i) + " 0 obj\n";
            std::string_view all = m_pdf.substr(object.offset, end - object.offset);
            if (!all.starts_with(start)) return false;
            all.remove_prefix(start.size());
            const std::size_t stream = std::min(all.find("\nstream\n"), all.size());
            object.head = all.substr(0, stream);
            object.stream = all.substr(stream);
        }
        return true;
    }
    bool readTrailer()
    {
        const std::string_view trailer = m_pdf.substr(m_table);
        const auto find = [&](std::string_view name) {
            const std::size_t place = trailer.find(name);
            const auto number = place == std::string_view::npos ? std::nullopt : numberAt(trailer, place + name.size());
            return number && *number > 0 && *number < m_objects.size() ? *number : 0;
        };
        m_info = find("/Info ");
        m_root = find("/Root ");
        return m_info != 0 && m_root != 0 && m_objects[m_info].head.find(kDateStart) != std::string_view::npos;
    }

    void name(Number number)
    {
        if (m_objects[number].place != 0) return;
        m_order.push_back(number);
        m_objects[number].place = m_order.size();
    }
    /// Calls with the place of each reference's number and with the number.
    template <typename Function>
    void eachReference(std::string_view head, Function call) const
    {
        for (std::size_t end = head.find(kReference); end != std::string_view::npos; end = head.find(kReference, end + 1)) {
            std::size_t begin = end;
            while (begin > 0 && head[begin - 1] >= '0' && head[begin - 1] <= '9') --begin;
            const auto number = numberAt(head.substr(0, end), begin);
            if (number && *number > 0 && *number < m_objects.size()) call(begin, *number);
        }
    }

    [[nodiscard]] std::string renamed(const Object& object) const
    {
        std::string out;
        std::size_t copied = 0;
        eachReference(object.head, [&](std::size_t begin, Number number) {
            out.append(object.head.substr(copied, begin - copied)).append(std::to_string(m_objects[number].place));
            copied = object.head.find(' ', begin);
        });
        out += object.head.substr(copied);
        // Qt makes the letters before a font's name of the object's number.
        if (const std::size_t font = out.find(kFontName); font != std::string::npos) {
            Number rest = object.place;
            for (std::size_t i = font + kFontName.size(); i < std::min(font + kFontName.size() + kFontTag, out.size()); ++i) {
                out[i] = static_cast<char>('A' + rest % 26);
                rest /= 26;
            }
        }
        return out;
    }
    [[nodiscard]] static std::string dated(std::string_view info, const PdfMark& mark)
    {
        const std::size_t begin = info.find(kDateStart) + kDateStart.size();
        return std::string(info.substr(0, begin)) + mark.createdAt +
               std::string(info.substr(std::min(info.find(')', begin), info.size())));
    }

    std::string_view m_pdf;
    std::size_t m_table = 0;        ///< offset of the table of offsets
    std::size_t m_start = 0;        ///< of the first object
    std::vector<Object> m_objects;  ///< by their numbers in the file; [0] is none
    std::vector<Number> m_order;
    Number m_info = 0;
    Number m_root = 0;
};

}  // namespace

Result<std::string> settledPdf(std::string_view pdf, const PdfMark& mark)
{
    Settler settler(pdf);
    if (!settler.read())
        return makeError(ErrorCode::Internal, "Qt wrote a PDF of another build than this program knows: choose another format");
    settler.number();
    return settler.write(mark);
}

}  // namespace vci::ui::print
