package process

import "testing"

func TestFixturesCompile(t *testing.T) {
	for _, name := range []string{"suggestion", "chain", "panel", "counter", "complaint"} {
		p := compileFile(t, name)
		if p.first != "begin" {
			t.Errorf("%s starts at %q", name, p.first)
		}
	}
}
