package httpapi

import (
	"io"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// Listener is one whose connections know two things the server does not.
//
// One that is closed after a refusal waits until whoever is still sending the body that was refused has read why:
// closed at once, what they send would make their system throw the answer away.
//
// And one on which nothing was ever sent is known to be so. Browsers and pools of connections open some in advance; the
// server takes them for busy and would wait for them when it is to end.
type Listener struct {
	net.Listener
	mu     sync.Mutex
	silent map[*guest]struct{}
}

// NewListener wraps ln.
func NewListener(ln net.Listener) *Listener {
	return &Listener{Listener: ln, silent: map[*guest]struct{}{}}
}

// Accept implements net.Listener.
func (l *Listener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	tcp, ok := conn.(*net.TCPConn)
	if !ok {
		return conn, err
	}
	g := &guest{TCPConn: tcp, ln: l}
	l.mu.Lock()
	l.silent[g] = struct{}{}
	l.mu.Unlock()
	return g, err
}

// CloseSilent closes every connection on which nothing was sent so far.
func (l *Listener) CloseSilent() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for g := range l.silent {
		_ = g.TCPConn.Close()
	}
	clear(l.silent)
}

func (l *Listener) heard(g *guest) {
	if g.spoke.CompareAndSwap(false, true) {
		l.mu.Lock()
		delete(l.silent, g)
		l.mu.Unlock()
	}
}

// lingerFor bounds how long the rest of a refused body is waited for, lingerOver how much of it is thrown away.
const (
	lingerFor  = 3 * time.Second
	lingerOver = 4 * maxBody
)

// guest is a connection it accepted.
type guest struct {
	*net.TCPConn
	ln      *Listener
	spoke   atomic.Bool
	refused atomic.Bool
}

// Read implements net.Conn.
func (g *guest) Read(p []byte) (int, error) {
	n, err := g.TCPConn.Read(p)
	if n > 0 {
		g.ln.heard(g)
	}
	return n, err
}

// Close closes the connection, after a refusal not before the other side has done so or the patience ends.
func (g *guest) Close() error {
	g.ln.heard(g)
	if g.refused.Load() && g.CloseWrite() == nil && g.SetReadDeadline(time.Now().Add(lingerFor)) == nil {
		_, _ = io.CopyN(io.Discard, g.TCPConn, lingerOver)
	}
	return g.TCPConn.Close()
}
