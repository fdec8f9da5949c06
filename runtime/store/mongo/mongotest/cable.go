package mongotest

import (
	"io"
	"net"
	"net/url"
	"sync"
	"testing"
)

// Cable carries connections to a server until it is cut, and keeps the commands that are sent through it.
type Cable struct {
	Tap

	target string

	mu    sync.Mutex
	cut   bool
	ends  []net.Conn
	plugs net.Listener
}

// Plug puts a cable before the server of an address and returns the address through it.
func Plug(t testing.TB, address string) (*Cable, string) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := &Cable{target: u.Host, plugs: ln}
	t.Cleanup(func() { _ = ln.Close() })
	go c.accept()
	u.Host = ln.Addr().String()
	u.RawQuery = "serverSelectionTimeoutMS=500&directConnection=true"
	return c, u.String()
}

func (c *Cable) accept() {
	for {
		near, err := c.plugs.Accept()
		if err != nil {
			return
		}
		c.mu.Lock()
		far, err := net.Dial("tcp", c.target)
		if c.cut || err != nil {
			_ = near.Close()
			if err == nil {
				_ = far.Close()
			}
			c.mu.Unlock()
			continue
		}
		c.ends = append(c.ends, near, far)
		c.mu.Unlock()
		go func() { _, _ = io.Copy(far, io.TeeReader(near, &wire{tap: &c.Tap})); _ = far.Close() }()
		go func() { _, _ = io.Copy(near, far); _ = near.Close() }()
	}
}

// Set cuts the cable, which ends every connection, or mends it.
func (c *Cable) Set(cut bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cut = cut; cut {
		for _, e := range c.ends {
			_ = e.Close()
		}
		c.ends = nil
	}
}
