import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import { ClusterInfo, EndPoint, MemberInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import { SupportedMethod, SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js';
import { UUID, type Empty } from '@eventstore/db-client/generated/shared_pb.js';
import { serve, type Node } from './serve.js';

const streams = 'event_store.client.streams.Streams';

/** What a client asks first, and by which it chooses the path of its appends. */
export function supportedMethods(
  node: Node,
  call: ServerUnaryCall<Empty, SupportedMethods>,
  done: sendUnaryData<SupportedMethods>,
): void {
  const names = ['append', 'read', 'delete', 'tombstone', ...(node.listsBatchAppend ? ['batchappend'] : [])];
  serve(node, {
    method: 'features',
    peer: call.getPeer(),
    refuse: done,
    work: () => {
      const methods = names.map((name) => new SupportedMethod().setMethodName(name).setServiceName(streams));
      return new SupportedMethods().setMethodsList(methods).setEventStoreServerVersion('22.10.5');
    },
    answer: (methods) => done(null, methods),
  });
}

/** A cluster of one, which leads. */
export function gossip(node: Node, call: ServerUnaryCall<Empty, ClusterInfo>, done: sendUnaryData<ClusterInfo>): void {
  serve(node, {
    method: 'gossip',
    peer: call.getPeer(),
    refuse: done,
    work: () => {
      const member = new MemberInfo()
        .setInstanceId(new UUID().setString('0a0d1f6e-0f5e-4c39-8e55-3b0f4f3c7a11'))
        .setTimeStamp(`${Date.now()}0000`)
        .setState(MemberInfo.VNodeState.LEADER)
        .setIsAlive(true)
        .setHttpEndPoint(new EndPoint().setAddress('127.0.0.1').setPort(node.port));
      return new ClusterInfo().setMembersList([member]);
    },
    answer: (info) => done(null, info),
  });
}
