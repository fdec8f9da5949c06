package process

import (
	"encoding/json"
	"testing"
)

// TestEnding: a resolution leads to the words of the end node that gives it, and to none when nothing ends so.
func TestEnding(t *testing.T) {
	p := &Process{spec: Spec{Nodes: []Node{
		{Key: "start", Type: "start"},
		{Key: "done", Type: "end", Settings: json.RawMessage(`{"resolution":"released"}`)},
		{Key: "dropped", Type: "end", Settings: json.RawMessage(`{"resolution":"declined"}`)},
	}}}
	for resolution, want := range map[string]string{"released": "done", "declined": "dropped", "withdrawn": "", "": ""} {
		if n, ok := p.Ending(resolution); n.Key != want || ok != (want != "") {
			t.Errorf("%q ends at %q, %t", resolution, n.Key, ok)
		}
	}
}
