package httpapi

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/gofiber/fiber/v2"
)

// Whoever sits behind a trusted proxy is known by what the proxy saw, not by what the sender claims; without a trusted
// proxy the header says nothing at all.
func TestAddressBehindProxies(t *testing.T) {
	for _, c := range []struct {
		trusted         []string
		forwarded, want string
	}{
		{nil, "203.0.113.9", "0.0.0.0"},
		{[]string{"0.0.0.0/8"}, "", "0.0.0.0"},
		{[]string{"0.0.0.0/8"}, "203.0.113.9", "203.0.113.9"},
		{[]string{"0.0.0.0/8"}, "198.51.100.1, 203.0.113.9", "203.0.113.9"},
		{[]string{"0.0.0.0/8", "10.0.0.1"}, "198.51.100.1, 203.0.113.9, 10.0.0.1", "203.0.113.9"},
		{[]string{"0.0.0.0/8"}, "203.0.113.9, nonsense", "0.0.0.0"},
		{[]string{"0.0.0.0/8"}, "2001:db8::1", "2001:db8::1"},
		{[]string{"192.0.2.1"}, "203.0.113.9", "0.0.0.0"},
	} {
		a := &API{TrustedProxies: c.trusted}
		app := fiber.New(fiber.Config{EnableTrustedProxyCheck: true, TrustedProxies: c.trusted})
		got := ""
		app.Get("/", func(ctx *fiber.Ctx) error { got = a.address(ctx); return nil })
		req := httptest.NewRequest(http.MethodGet, "/", nil)
		req.Header.Set("X-Forwarded-For", c.forwarded)
		res, err := app.Test(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		if got != c.want {
			t.Errorf("%v %q: %s instead of %s", c.trusted, c.forwarded, got, c.want)
		}
	}
}

// A file name is the last part of what was sent, without what cannot be seen.
func TestCleanName(t *testing.T) {
	for sent, want := range map[string]string{"../../etc/passwd": "passwd", `..\..\x.png`: "x.png", "\u202egnp.exe": "gnp.exe", "a\r\nb\u200b.txt": "ab.txt",
		"": "file", "/": "file", "照片 😀.png": "照片 😀.png"} {
		if got := cleanName(sent); got != want {
			t.Errorf("%q: %q instead of %q", sent, got, want)
		}
	}
}
