# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The known channels by key. Others are added by adapters."""

from nahdran.kit.registry import Registry
from nahdran.notices.channels.base import Channel
from nahdran.notices.channels.mail.channel import MailChannel

channels: Registry[Channel] = Registry("delivery channels")
channels.register(MailChannel.key, MailChannel())
