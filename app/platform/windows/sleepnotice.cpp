// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/sleepnotice.h"

#include <windows.h>

namespace parley {

namespace {

constexpr const wchar_t *WindowClass = L"ParleySleepNotice";

/// Qt's event loop delivers the window's messages, in the thread that made it.
LRESULT CALLBACK takeMessage(HWND window, UINT message, WPARAM what, LPARAM details)
{
    if (message == WM_POWERBROADCAST && what == PBT_APMRESUMEAUTOMATIC) {
        if (auto *notice
            = reinterpret_cast<SleepNotice *>(::GetWindowLongPtrW(window, GWLP_USERDATA)))
            Q_EMIT notice->woke();
        return TRUE;
    }
    return ::DefWindowProcW(window, message, what, details);
}

} // namespace

/// A window that is never shown: the system tells of its power to windows.
class SleepNotice::Private
{
public:
    explicit Private(SleepNotice &owner)
    {
        WNDCLASSW description {};
        description.lpfnWndProc = takeMessage;
        description.hInstance = ::GetModuleHandleW(nullptr);
        description.lpszClassName = WindowClass;
        ::RegisterClassW(&description); // a second one finds the class of the first
        m_window = ::CreateWindowExW(0, WindowClass, nullptr, 0, 0, 0, 0, 0, HWND_MESSAGE, nullptr,
                                     description.hInstance, nullptr);
        if (m_window == nullptr)
            return;
        ::SetWindowLongPtrW(m_window, GWLP_USERDATA, reinterpret_cast<LONG_PTR>(&owner));
        m_registration = ::RegisterSuspendResumeNotification(m_window, DEVICE_NOTIFY_WINDOW_HANDLE);
    }

    ~Private()
    {
        if (m_registration != nullptr)
            ::UnregisterSuspendResumeNotification(m_registration);
        if (m_window != nullptr)
            ::DestroyWindow(m_window);
    }

private:
    HWND m_window = nullptr;
    HPOWERNOTIFY m_registration = nullptr;
};

SleepNotice::SleepNotice(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this))
{ }

SleepNotice::~SleepNotice() = default;

} // namespace parley
