package httpapi

import (
	"bufio"
	"net"
	"testing"
	"time"

	"huiyin/runtime"
)

// Whoever does not take what is sent loses the connection, and keeps nobody waiting.
func TestStreamBreaksWhenNobodyTakes(t *testing.T) {
	near, far := net.Pipe()
	defer func() { _ = far.Close() }()
	s := stream{live: &runtime.Live{}, who: &runtime.Listener{}, conn: near, beat: time.Hour, patience: 50 * time.Millisecond}
	done := make(chan struct{})
	go func() {
		s.run(bufio.NewWriter(near), runtime.Delivery{At: "e-1", Notices: []runtime.Notice{{Kind: runtime.NoticeHello}}})
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(5 * time.Second):
		t.Fatal("the stream waits for ever")
	}
}

// The position stands in the last frame only: what comes before it is sent again to who got no more.
func TestFramesEndWithThePosition(t *testing.T) {
	got := string(frames(runtime.Delivery{At: "e-7", Notices: []runtime.Notice{
		{Kind: runtime.NoticeRecord, App: "a", Form: "f", ID: "1", Rev: 2, Status: "new"}, {Kind: runtime.NoticeTasks}}}))
	want := "event: record\ndata: {\"app\":\"a\",\"form\":\"f\",\"id\":\"1\",\"rev\":2,\"status\":\"new\"}\n\nid: e-7\nevent: tasks\ndata: {}\n\n"
	if got != want {
		t.Errorf("%q", got)
	}
}
