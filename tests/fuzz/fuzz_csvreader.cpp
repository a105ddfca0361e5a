// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Records of a CSV file follow each other without overlap, name the line they are on, and a sound one is found again from where
// it stands: with the same cells, in the same number of bytes.

#include "core/intake/csvreader.h"
#include "tests/fuzz/property.h"

#include <algorithm>

#include <sys/mman.h>
#include <unistd.h>

using namespace vci;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text = fuzz::textOf(data, size);
    const int fd = ::memfd_create("table", MFD_CLOEXEC);
    require(fd >= 0 && ::write(fd, data, size) == static_cast<ssize_t>(size), "the input is a file");
    auto file = intake::TableFile::open("/proc/self/fd/" + std::to_string(fd));
    require(file.ok(), "a regular file can be opened");
    intake::CsvReader reader(file.value(), {});
    std::int64_t behind = 0;
    std::size_t columns = 0;
    while (true) {
        const auto record = reader.next();
        if (!record.ok()) {
            require(record.error().message.find("UTF-16") != std::string::npos, "only another encoding ends it early");
            break;
        }
        if (record.value() == nullptr) break;
        const intake::CsvRecord& found = *record.value();
        require(found.offset >= behind && found.sizeBytes > 0, "records do not overlap");
        behind = found.offset + static_cast<std::int64_t>(found.sizeBytes);
        require(behind <= static_cast<std::int64_t>(size), "records end with the file");
        const auto* const begin = text.begin();
        require(found.line == 1 + std::count(begin, begin + found.offset, '\n'), "a record names its line");
        if (found.fault) continue;
        require(columns == 0 || found.cells.size() == columns, "sound records have as many cells as the first");
        columns = found.cells.size();
        std::vector<std::string> cells;
        const auto again =
            intake::splitCsvRecord(text.substr(static_cast<std::size_t>(found.offset), found.sizeBytes), true, {}, cells);
        require(!again.fault && again.sizeBytes == found.sizeBytes && cells == found.cells, "a sound record is found again");
    }
    ::close(fd);
    return 0;
}
