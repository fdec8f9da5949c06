package mongotest

import (
	"encoding/binary"
	"sync"

	"go.mongodb.org/mongo-driver/bson"
)

// Tap keeps the commands that went through a cable.
type Tap struct {
	mu   sync.Mutex
	said []bson.Raw
}

// Said returns the commands so far that begin with one of names, as they were sent.
func (t *Tap) Said(names ...string) (out []bson.Raw) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, command := range t.said {
		for _, name := range names {
			if first, err := command.IndexErr(0); err == nil && first.Key() == name {
				out = append(out, command)
			}
		}
	}
	return out
}

// opMsg is the kind of message that commands travel in.
const opMsg = 2013

// wire takes what one connection sends and gives its commands to a tap.
type wire struct {
	tap  *Tap
	rest []byte
}

func (w *wire) Write(p []byte) (int, error) {
	w.rest = append(w.rest, p...)
	for len(w.rest) >= 4 {
		n := int(binary.LittleEndian.Uint32(w.rest))
		if n < 16 || len(w.rest) < n {
			break
		}
		w.tap.take(w.rest[:n])
		w.rest = append([]byte(nil), w.rest[n:]...)
	}
	return len(p), nil
}

// take keeps the command of a message: the section of kind 0, which is its whole but for lists of documents.
func (t *Tap) take(message []byte) {
	if binary.LittleEndian.Uint32(message[12:]) != opMsg {
		return
	}
	for at := 20; at+5 <= len(message); {
		n := int(binary.LittleEndian.Uint32(message[at+1:]))
		if message[at] == 0 {
			t.mu.Lock()
			t.said = append(t.said, bson.Raw(message[at+1:at+1+n]))
			t.mu.Unlock()
			return
		}
		at += 1 + n
	}
}
