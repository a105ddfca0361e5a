// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace vci::audit {

/// A file that was not there before. What is made, but never written to its end, is removed again.
class NewFile {
public:
    /// Errors: AlreadyExists; Io.
    [[nodiscard]] static Result<NewFile> create(std::string path);
    ~NewFile();
    NewFile(NewFile&& other) noexcept;
    NewFile& operator=(NewFile&&) = delete;

    /// All of it, once; on the disk when this returns. Error Io.
    [[nodiscard]] Result<void> write(std::string_view bytes);

private:
    NewFile(std::string path, int descriptor);

    std::string m_path;
    int m_descriptor;
    bool m_isWhole = false;
};

}  // namespace vci::audit
