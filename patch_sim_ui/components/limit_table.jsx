// A table of limits, from and to, for the numbers of the Membrane Test.
import { limitOf } from "./limits.js";

export function Limits({ numbers, limits, onChange }) {
  const change = (name, k, text) => {
    const pair = [...limits[name]];
    pair[k] = limitOf(text);
    onChange({ ...limits, [name]: pair });
  };
  return (
    <table className="mt-limits">
      <thead>
        <tr>
          <th scope="col">Limits</th>
          <th scope="col">from</th>
          <th scope="col">to</th>
          <th />
        </tr>
      </thead>
      <tbody>
        {numbers.map(({ name, unit }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {["from", "to"].map((end, k) => (
              <td key={end}>
                <input type="number" aria-label={`${name} ${end}`} value={limits[name][k] ?? ""} placeholder="–" onChange={(event) => change(name, k, event.target.value)} />
              </td>
            ))}
            <td className="unit">{unit}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
