// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/sleepnotice.h"

#import <AppKit/AppKit.h>

namespace parley {

class SleepNotice::Private
{
public:
    explicit Private(SleepNotice &owner)
    {
        SleepNotice *const notice = &owner;
        m_observer = [[[[NSWorkspace sharedWorkspace] notificationCenter]
            addObserverForName:NSWorkspaceDidWakeNotification
                        object:nil
                         queue:nil
                    usingBlock:^(NSNotification *) {
                      QMetaObject::invokeMethod(notice, &SleepNotice::woke, Qt::QueuedConnection);
                    }] retain];
    }

    ~Private()
    {
        [[[NSWorkspace sharedWorkspace] notificationCenter] removeObserver:m_observer];
        [m_observer release];
    }

private:
    id m_observer = nil;
};

SleepNotice::SleepNotice(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this))
{ }

SleepNotice::~SleepNotice() = default;

} // namespace parley
