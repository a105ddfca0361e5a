// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"

#include <memory>
#include <string>

namespace vci::test {

/// A time-stamp authority of a test run: `openssl ts -reply` with certificates by a certifier of its own, in a folder that must
/// outlive it. Signers: `tsa`; `expired`, whose certificate ended as it began; `server`, certified for TLS servers; `stranger`,
/// who certifies itself.
class TimestampAuthority {
public:
    /// Errors: NotFound where the program openssl is not there; Io with its words.
    [[nodiscard]] static Result<std::unique_ptr<TimestampAuthority>> make(const std::string& folder);

    /// `ca.pem`, `tsa.pem`, … in the folder.
    [[nodiscard]] std::string file(const std::string& name) const { return m_folder + "/" + name; }
    [[nodiscard]] std::string read(const std::string& name) const;
    void write(const std::string& name, const std::string& bytes) const;

    /// The TimeStampResp to a TimeStampReq, both DER; empty where openssl fails. options: more of `openssl ts -reply`.
    [[nodiscard]] std::string answer(const std::string& request, const std::string& signer = "tsa",
                                     const std::string& options = {}) const;
    /// The token in an answer.
    [[nodiscard]] std::string tokenIn(const std::string& answer) const;
    /// A token that says what another one says, signed by whoever: what no authority's own program would give.
    [[nodiscard]] std::string forged(const std::string& token, const std::string& signer) const;
    /// A TimeStampResp that grants with a token.
    [[nodiscard]] static std::string granting(const std::string& token);

    /// Runs a line of bash in the folder; false where it fails.
    [[nodiscard]] bool run(const std::string& line) const;

private:
    explicit TimestampAuthority(std::string folder)
        : m_folder(std::move(folder))
    {
    }

    std::string m_folder;
};

}  // namespace vci::test
