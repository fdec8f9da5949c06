package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"testing"
	"time"

	"huiyin/runtime/store"
	"huiyin/runtime/store/mongo/mongotest"
)

// node is a server in a process of its own, which can be killed, paused, cut off and started again.
type node struct {
	t     *testing.T
	addr  string
	env   []string
	cable *mongotest.Cable // to the store, nil without

	mu    sync.Mutex
	child *exec.Cmd
}

// newNode prepares a server on a store; more are settings.
func newNode(t *testing.T, cfg Config, address string, more ...string) *node {
	t.Helper()
	n := &node{t: t, addr: vacant(t)}
	if isMongo(address) {
		n.cable, address = mongotest.Plug(t, address)
	}
	n.env = append(os.Environ(), asServer+"=1", "HUIYIN_ADDR="+n.addr, "HUIYIN_STORE="+address, "HUIYIN_FILES="+cfg.Files,
		"HUIYIN_SECRET="+string(cfg.Secrets[0]), "HUIYIN_LOG=error", "HUIYIN_DRAIN=0s")
	n.env = append(n.env, more...)
	t.Cleanup(n.kill)
	return n
}

// vacant is an address for a server that is started again and again. It is none of those the system hands out by
// itself: between two starts somebody else's connection would get it.
func vacant(t testing.TB) string {
	t.Helper()
	for range 100 {
		addr := fmt.Sprintf("127.0.0.1:%d", 20000+rand.IntN(12000))
		if ln, err := net.Listen("tcp", addr); err == nil {
			_ = ln.Close()
			return addr
		}
	}
	t.Fatal("no address is vacant")
	return ""
}

// outages is where servers write their log: that they cannot reach their store is what happens to them on purpose,
// everything else is shown.
type outages struct{}

// Write implements io.Writer.
func (outages) Write(text []byte) (int, error) {
	for line := range bytes.Lines(text) {
		if !bytes.Contains(line, []byte(store.ErrUnreachable.Error())) {
			_, _ = os.Stderr.Write(line)
		}
	}
	return len(text), nil
}

func (n *node) url() string { return "http://" + n.addr }

// start runs the server and waits until it is ready.
func (n *node) start() {
	n.t.Helper()
	child := exec.Command(os.Args[0])
	child.Env, child.Stderr = n.env, outages{}
	if err := child.Start(); err != nil {
		n.t.Error(err)
		return
	}
	n.mu.Lock()
	n.child = child
	n.mu.Unlock()
	if !n.becomes(http.StatusOK, time.Minute) {
		n.t.Error("the server did not start again")
	}
}

// becomes waits until /readyz answers with a status, and reports whether it did in time.
func (n *node) becomes(status int, within time.Duration) bool {
	for end := time.Now().Add(within); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		res, err := wire.Get(n.url() + "/readyz")
		if err != nil {
			continue
		}
		_ = res.Body.Close()
		if res.StatusCode == status {
			return true
		}
	}
	return false
}

func (n *node) kill() {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.child != nil {
		_ = n.child.Process.Kill()
		_ = n.child.Wait()
		n.child = nil
	}
}

// pause stops the process in the middle of whatever it does, and lets it go on.
func (n *node) pause(d time.Duration) {
	_ = n.child.Process.Signal(syscall.SIGSTOP)
	time.Sleep(d)
	_ = n.child.Process.Signal(syscall.SIGCONT)
}

// cutOff takes the store away for a while.
func (n *node) cutOff(d time.Duration) {
	n.cable.Set(true)
	time.Sleep(d)
	n.cable.Set(false)
}

// stop ends the server in order.
func (n *node) stop() {
	n.t.Helper()
	if err := n.child.Process.Signal(syscall.SIGTERM); err != nil {
		n.t.Fatal(err)
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if err := n.child.Wait(); err != nil {
		n.t.Errorf("the server did not stop in order: %v", err)
	}
	n.child = nil
}
