package runtime

import (
	"encoding/json"
	"time"

	"huiyin/engine/definition"
)

// InZone is a bundle whose apps that name no time zone are in the given one; nil leaves them as they are.
func InZone(b definition.Bundle, zone *time.Location) (definition.Bundle, error) {
	if zone == nil {
		return b, nil
	}
	for _, d := range b.Of("app") {
		spec := map[string]json.RawMessage{}
		if err := json.Unmarshal(d.Spec, &spec); err != nil {
			return b, err
		}
		if _, own := spec["timeZone"]; own {
			continue
		}
		var err error
		if spec["timeZone"], err = json.Marshal(zone.String()); err != nil {
			return b, err
		}
		if d.Spec, err = json.Marshal(spec); err != nil {
			return b, err
		}
		b = b.With(d)
	}
	return b, nil
}
