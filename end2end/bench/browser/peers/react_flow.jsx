// The same people and lines in React Flow, as its documentation says to draw many: a memoised node, only visible elements mounted.
import { memo } from "react";
import { createRoot } from "react-dom/client";
import { Handle, MiniMap, Position, ReactFlow, useEdgesState, useNodesState } from "@xyflow/react";

const Card = memo(({ data }) => (
  <div className="card">
    <Handle type="target" position={Position.Top} />
    <b>{data.title}</b>
    <span>{data.name}</span>
    {data.strength !== undefined && <i className={`s${data.strength}`}>{data.strength > 0 ? `+${data.strength}` : data.strength}</i>}
    <Handle type="source" position={Position.Bottom} />
  </div>
));
const nodeTypes = { card: Card };

function Map({ plan, view }) {
  const [nodes, , onNodesChange] = useNodesState(
    plan.people.map((person) => ({
      id: `n${person.number}`,
      type: "card",
      position: { x: person.x, y: person.y },
      width: 172,
      height: 62,
      data: person,
    })),
  );
  const [edges, , onEdgesChange] = useEdgesState(
    plan.lines.map(({ from, to }, at) => ({ id: `e${at}`, source: `n${to}`, target: `n${from}`, type: "smoothstep" })),
  );
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      onNodesChange={onNodesChange}
      onEdgesChange={onEdgesChange}
      onlyRenderVisibleElements
      minZoom={0.05}
      defaultViewport={view}
      onInit={(flow) => (window.peer = { zoomTo: (next) => flow.setViewport(next), at: () => flow.getViewport() })}
    >
      <MiniMap />
    </ReactFlow>
  );
}

const plan = await (await fetch(`/plan/${new URL(location.href).searchParams.get("people")}`)).json();
const hub = plan.people[plan.hub];
const view = { x: 600 - hub.x * 0.8, y: 350 - hub.y * 0.8, zoom: 0.8 };
createRoot(document.getElementById("root")).render(<Map plan={plan} view={view} />);
