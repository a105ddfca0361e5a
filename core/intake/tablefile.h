// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

namespace vci::intake {

/// A file that is read twice, the second time at places that the first reading noted. One thread.
class TableFile {
public:
    /// Errors: Io; Usage for what can be read only once, such as a pipe.
    [[nodiscard]] static Result<TableFile> open(const std::filesystem::path& file);
    TableFile(TableFile&& other) noexcept;
    TableFile& operator=(TableFile&&) = delete;
    TableFile(const TableFile&) = delete;
    TableFile& operator=(const TableFile&) = delete;
    ~TableFile();

    [[nodiscard]] const std::string& name() const { return m_name; }
    /// Reads up to sizeBytes from offset onto the end of out; fewer only at the end of the file. Error Io.
    [[nodiscard]] Result<std::size_t> readAt(std::int64_t offset, std::size_t sizeBytes, std::string& out) const;

private:
    TableFile(int fd, std::string name);

    int m_fd;
    std::string m_name;
};

}  // namespace vci::intake
