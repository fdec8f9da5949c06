package main

import "testing"

// Whoever operates an installation is told when links in mails would not open for customers.
func TestReach(t *testing.T) {
	for address, want := range map[string]string{
		"http://localhost:8080": "system.url_local", "http://127.0.0.1:8080": "system.url_local", "http://127.8.0.1": "system.url_local",
		"http://[::1]:8080": "system.url_local", "http://0.0.0.0:8080": "system.url_local", "http://app.localhost": "system.url_local",
		"http://[::ffff:127.0.0.1]": "system.url_local", "http://192.168.1.20:8080": "system.url_inside", "http://10.0.3.4": "system.url_inside",
		"http://172.20.0.2": "system.url_inside", "http://169.254.3.4": "system.url_inside", "http://[fd00::1]": "system.url_inside",
		"http://huiyin:8080": "system.url_inside", "https://huiyin.corp": "system.url_inside", "http://nas.local": "system.url_inside",
		"https://echo.example.com": "", "https://8.8.8.8": "", "https://172.40.0.2": "", "https://[2400:3200::1]": "",
	} {
		got := ""
		if list := reach(address); len(list) > 0 {
			got = list[0].Code
		}
		if got != want {
			t.Errorf("%s: %q, not %q", address, got, want)
		}
	}
}
