// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/anchor/ethereum/rpcclient.h"
#include "core/base/result.h"
#include "core/json/value.h"

#include <QProcess>
#include <QString>
#include <QStringList>

#include <memory>
#include <string>
#include <string_view>

namespace vci::test {

/// A real Ethereum node with a chain of its own: blocks come only when asked for, and a block is final two blocks later. It ends
/// with the object, or with the process.
class Anvil {
public:
    static constexpr std::int64_t kChain = 31337;

    /// NotFound where anvil is not installed; Io where it fails.
    [[nodiscard]] static Result<std::unique_ptr<Anvil>> start(const QStringList& options = {});
    ~Anvil();
    Anvil(const Anvil&) = delete;
    Anvil& operator=(const Anvil&) = delete;

    [[nodiscard]] std::string url() const { return m_url; }
    /// The result of a call that has to succeed; the test's process ends with the node's words where it does not.
    json::Value call(std::string_view method, const std::string& params = "[]");
    void mine(int blocks = 1);
    /// The accounts whose keys the node holds, lower case.
    [[nodiscard]] std::string account(std::size_t number);
    /// Sends from one of its accounts to itself; the hash. options: more members, as `,"gasPrice":"0x…"`.
    [[nodiscard]] std::string send(const std::string& from, const std::string& inputHex, const std::string& options = {});

private:
    Anvil() = default;
    QProcess m_process;
    std::string m_url;
    std::unique_ptr<anchor::ethereum::RpcClient> m_rpc;
};

}  // namespace vci::test
