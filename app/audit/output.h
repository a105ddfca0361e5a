// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace vci::audit {

/// Standard output with its errors checked: a full disk is told, a closed pipe is silent. One thread.
class Output {
public:
    /// How much of a document is held back: up to there an error replaces the whole of it.
    static constexpr std::size_t kHeldBytes = std::size_t{4} * 1024 * 1024;

    enum class Mode {
        Stream,    ///< lines for people and scripts: leave in pieces as they come
        Document,  ///< one JSON document: held back up to kHeldBytes
    };

    /// fd stays open and belongs to the caller.
    explicit Output(int fd, Mode mode = Mode::Stream)
        : m_fd(fd)
        , m_mode(mode)
    {
    }

    void setMode(Mode mode) { m_mode = mode; }
    void write(std::string_view text);
    /// True once nothing more can arrive: the reader has gone, or a write failed. Commands may stop early then.
    [[nodiscard]] bool isClosed() const { return m_readerGone || m_errno != 0; }
    /// Drops what was written, if none of it has left yet.
    [[nodiscard]] bool tryDiscard();
    /// What a person must know if the answer does not arrive: such as that something was stored.
    void setDone(std::string what) { m_done = std::move(what); }
    /// Sends the rest. Error Io where any write failed, this one or an earlier one. A reader that has gone is no error.
    [[nodiscard]] Result<void> finish();

    [[nodiscard]] bool isTerminal() const;

private:
    void send();

    int m_fd;
    Mode m_mode;
    std::string m_buffer;
    bool m_anythingSent = false;
    bool m_readerGone = false;
    std::string m_done;
    int m_errno = 0;
};

/// A line on standard error; control and bidi characters appear as tokens.
void tell(std::string_view text);

/// Makes sure that descriptors 0 to 2 are taken, so that no file opened later becomes "standard output".
void occupyStandardDescriptors();

}  // namespace vci::audit
